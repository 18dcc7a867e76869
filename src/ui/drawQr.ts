import { drawingSVG, qrcode } from 'bwip-js/browser'

// the options of each kind of code are not among the types
const options = { bcid: 'qrcode', eclevel: 'M', scale: 4, padding: 8 }

/** The address of an SVG picture of a QR code, error correction M, with the quiet zone it needs. */
export function drawQr(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(qrcode<string>({ ...options, text }, drawingSVG()))}`
}
