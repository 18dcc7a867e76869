import { type RefObject, useEffect, useState } from 'react'

/** `refused`: by the person or the system · `missing`: none there, or in use · `insecure`: not offered on this address. */
export type CameraState = 'starting' | 'running' | 'refused' | 'missing' | 'insecure'

type Torch = { torch?: boolean }

/** The rear camera in a video element for as long as the part is there. `torch`: absent where there is none. */
export function useCamera(video: RefObject<HTMLVideoElement | null>): {
  state: CameraState
  torch: { on: boolean; set: (on: boolean) => void } | undefined
} {
  const [state, setState] = useState<CameraState>(() => (navigator.mediaDevices ? 'starting' : 'insecure'))
  const [track, setTrack] = useState<MediaStreamTrack>()
  const [on, setOn] = useState(false)
  useEffect(() => {
    if (!navigator.mediaDevices) return
    let stream: MediaStream | undefined
    let gone = false
    const stop = () => {
      for (const t of stream?.getTracks() ?? []) t.stop()
    }
    navigator.mediaDevices
      .getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } } })
      .then(
        async (given) => {
          stream = given
          if (gone || !video.current) return stop()
          video.current.srcObject = given
          await video.current.play().catch(() => undefined)
          if (gone) return
          setTrack(given.getVideoTracks()[0])
          setState('running')
        },
        (err: DOMException) => {
          if (!gone) setState(['NotAllowedError', 'SecurityError'].includes(err.name) ? 'refused' : 'missing')
        },
      )
    return () => {
      gone = true
      stop()
    }
  }, [video])
  const hasTorch = Boolean((track?.getCapabilities?.() as Torch | undefined)?.torch)
  return {
    state,
    torch:
      track && hasTorch
        ? {
            on,
            set: (next) =>
              void track
                .applyConstraints({ advanced: [{ torch: next } as MediaTrackConstraintSet] })
                .then(() => setOn(next))
                .catch(() => undefined),
          }
        : undefined,
  }
}
