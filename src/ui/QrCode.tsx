import { useEffect, useState } from 'react'

/** A QR code as a picture, drawn here; until it is drawn the place is kept. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let gone = false
    void import('./drawQr.ts').then(({ drawQr }) => {
      if (!gone) setPicture(drawQr(text))
    })
    return () => {
      gone = true
    }
  }, [text])
  return picture ? <img src={picture} alt={label} /> : <svg viewBox="0 0 1 1" role="img" aria-label={label} />
}
