import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { parseCode } from '../kernel/code.ts'

// from our own server, never from a network of others: the address the package would use is a CDN
prepareZXingModule({ overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? wasm : path) } })
const detector = new BarcodeDetector({ formats: ['qr_code', 'data_matrix', 'code_128'] })

/** Everything readable in a picture or in the camera's frame of this moment. */
export async function readCodes(picture: HTMLVideoElement | HTMLCanvasElement): Promise<string[]> {
  return (await detector.detect(picture)).map((found) => found.rawValue)
}

/** Of what was read, the first that is a code of ours, as its digits. */
export function oursOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const parsed = parseCode(text)
    if (parsed.ok) return parsed.code
  }
  return undefined
}

const widest = 2000

/**
 * What is readable in a picture file, whatever the browser can show.
 * @throws when it is no picture the browser can read
 */
export async function readFile(file: Blob): Promise<string[]> {
  const full = await createImageBitmap(file)
  // a photo of twelve megapixels is read no better than one of three, and takes seconds on a phone
  const scale = Math.min(1, widest / Math.max(full.width, full.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(full.width * scale)
  canvas.height = Math.round(full.height * scale)
  const paper = canvas.getContext('2d')!
  // a picture without a ground would be black on black
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(full, 0, 0, canvas.width, canvas.height)
  full.close()
  return readCodes(canvas)
}
