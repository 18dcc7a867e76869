import { fileLimits } from '../../../../modules/production/file/rules.ts'
import { documentTypeOf } from '../../../../modules/registry/document/rules.ts'
import { AppError } from '../../../../platform/errors.ts'

/** A photo is made no larger than this, in pixels of its longer side, and only where it is larger than this, in bytes. */
const most = { side: 1600, bytes: 400_000 } as const

/** Width and height with the longer side at most `side`, in whole pixels. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const by = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}

/**
 * The file as it is sent: a large photo smaller, everything else as it is. What the server would refuse is said before
 * it goes over a slow line. @throws AppError `document.empty`, `document.type_not_taken`, `document.too_large`
 */
export async function prepared(file: File): Promise<File> {
  if (!file.size) throw new AppError('invalid', 'document.empty')
  const small = file.size <= most.bytes ? undefined : await shrunk(file)
  const sent = small && small.size < file.size ? small : file
  if (!documentTypeOf(new Uint8Array(await sent.slice(0, 16).arrayBuffer())))
    throw new AppError('invalid', 'document.type_not_taken')
  if (sent.size > fileLimits.bytes)
    throw new AppError('too_large', 'document.too_large', { megabytes: fileLimits.bytes / 1024 / 1024 })
  return sent
}

/** Undefined: no picture that this browser can draw. */
async function shrunk(file: File): Promise<File | undefined> {
  if (!file.type.startsWith('image/')) return undefined
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!picture) return undefined
  const { width, height } = fitted(picture.width, picture.height, most.side)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const paper = canvas.getContext('2d')
  if (!paper) return undefined
  // a picture with holes has none in JPEG
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, width, height)
  paper.drawImage(picture, 0, 0, width, height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
  return blob ? new File([blob], file.name.replace(/\.[^.]*$/, '.jpg'), { type: 'image/jpeg' }) : undefined
}
