declare module 'subset-font' {
  type Options = {
    targetFormat?: 'sfnt' | 'truetype' | 'woff' | 'woff2'
    keepFeatures?: string[]
    noLayoutClosure?: boolean
    noHinting?: boolean
    dropTables?: string[]
  }
  /** A font with only the glyphs of the characters in `text`. */
  export default function subsetFont(font: Uint8Array, text: string, options?: Options): Promise<Buffer>
}
