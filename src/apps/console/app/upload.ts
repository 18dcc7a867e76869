import { AppError, type Problem } from '../../../platform/errors.ts'
import { ownHeaders } from './call.ts'

/**
 * Sends a file as the body of an upload, saying how far it is (to 1). @throws AppError what the server refused, or that
 * the line is down (`network.unreachable`)
 */
export function sendUpload<T>(address: string, file: Blob, onProgress: (done: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (e) => onProgress(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => reject(new AppError('internal', 'network.unreachable'))
    request.onload = () => {
      if (request.status === 200 || request.status === 202) return resolve(request.response as T)
      const p = request.response as Problem | null
      reject(new AppError(p?.code ?? 'internal', p?.reason ?? 'internal', p?.details ?? {}))
    }
    request.send(file)
  })
}
