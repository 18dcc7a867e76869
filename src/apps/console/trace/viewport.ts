/** Where the drawing stands: its origin in the box, in px, and its scale. */
export type View = { x: number; y: number; k: number }
/** A part of the drawing, in its own px. */
export type Rect = { left: number; top: number; right: number; bottom: number }
type Point = { x: number; y: number }

const least = 0.04
const most = 2
/** A pointer that moves less than this is a touch, not a drag. */
const still = 5

export const expand = (r: Rect, share: number): Rect => {
  const [w, h] = [(r.right - r.left) * share, (r.bottom - r.top) * share]
  return { left: r.left - w, top: r.top - h, right: r.right + w, bottom: r.bottom + h }
}
export const holds = (outer: Rect, inner: Rect): boolean =>
  outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom

/**
 * Pans and zooms a drawing: by pointer, two fingers, wheel. It writes the style itself, at most once a frame; `moved`
 * hears of every frame that moved. The layer is only shifted, a picture that the compositor moves; the scale is on the
 * layer's one child. Both on the layer would keep that picture at natural size: hundreds of megabytes for a chain of a
 * thousand seen whole, and blurred when enlarged.
 */
export class Viewport {
  view: View = { x: 24, y: 24, k: 1 }
  /** The whole drawing: some of it always stays in the box. */
  content: Rect = { left: 0, top: 0, right: 0, bottom: 0 }
  readonly #box: HTMLElement
  readonly #layer: HTMLElement
  readonly #scaled: HTMLElement
  readonly #times: HTMLElement
  readonly #moved: () => void
  /** Told after the box changed its size. */
  resized = () => {}
  readonly #pointers = new Map<number, Point>()
  #frame = 0
  #drawnAt = 1
  #glide = 0
  #dragging = false
  #size = { width: 0, height: 0 }

  constructor(box: HTMLElement, layer: HTMLElement, times: HTMLElement, moved: () => void) {
    this.#box = box
    this.#layer = layer
    this.#scaled = layer.firstElementChild as HTMLElement
    this.#times = times
    this.#moved = moved
  }

  /** Listens until it is told to stop. */
  start(): () => void {
    const box = this.#box
    const measure = new ResizeObserver(() => {
      const before = this.#size
      this.#size = { width: box.clientWidth, height: box.clientHeight }
      this.#draw()
      if (before.width !== this.#size.width || before.height !== this.#size.height) this.resized()
    })
    this.#size = { width: box.clientWidth, height: box.clientHeight }
    measure.observe(box)
    const control = new AbortController()
    const { signal } = control
    box.addEventListener('pointerdown', (e) => this.#down(e), { signal })
    box.addEventListener('pointermove', (e) => this.#drag(e), { signal })
    for (const end of ['pointerup', 'pointercancel'] as const) box.addEventListener(end, (e) => this.#up(e), { signal })
    box.addEventListener('wheel', (e) => this.#wheel(e), { signal, passive: false })
    // a focused card must not scroll the box: the drawing moves, not the box
    box.addEventListener('scroll', () => box.scrollTo(0, 0), { signal })
    return () => {
      control.abort()
      measure.disconnect()
      cancelAnimationFrame(this.#frame)
      cancelAnimationFrame(this.#glide)
    }
  }

  get size() {
    return this.#size
  }

  /** What is in the box now. */
  get seen(): Rect {
    const { x, y, k } = this.view
    return { left: -x / k, top: -y / k, right: (this.#size.width - x) / k, bottom: (this.#size.height - y) / k }
  }

  set(view: View): void {
    cancelAnimationFrame(this.#glide)
    this.view = this.#kept(view)
    this.#draw()
  }

  panBy(dx: number, dy: number): void {
    this.set({ ...this.view, x: this.view.x + dx, y: this.view.y + dy })
  }

  /** Zooms so that the point of the box stays where it is; the middle when none is given. */
  zoomBy(factor: number, at: Point = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    const k = Math.min(most, Math.max(least, this.view.k * factor))
    const f = k / this.view.k
    this.set({ k, x: at.x - (at.x - this.view.x) * f, y: at.y - (at.y - this.view.y) * f })
  }

  /** The part fills the box, never larger than natural size. */
  fit(r: Rect, smallest = least): void {
    const margin = 32
    const [w, h] = [Math.max(1, r.right - r.left), Math.max(1, r.bottom - r.top)]
    const { width, height } = this.#size
    const k = Math.max(smallest, Math.min(1, (width - 2 * margin) / w, (height - 2 * margin) / h))
    this.set({ k, x: (width - k * (r.left + r.right)) / 2, y: (height - k * (r.top + r.bottom)) / 2 })
  }

  /** The middle of a part comes to the middle of the box, without leaving empty what could show something. */
  centre(r: Rect): void {
    const { k } = this.view
    const { width, height } = this.#size
    const margin = 32
    const at = (middle: number, low: number, high: number, room: number) =>
      (high - low) * k + 2 * margin <= room
        ? (room - k * (low + high)) / 2
        : Math.min(margin - low * k, Math.max(room - margin - high * k, room / 2 - middle * k))
    const { left, top, right, bottom } = this.content
    this.set({
      k,
      x: at((r.left + r.right) / 2, left, right, width),
      y: at((r.top + r.bottom) / 2, top, bottom, height),
    })
  }

  /** Moves as little as needed to bring a part into the box; glides unless motion is unwelcome. */
  show(r: Rect, glide = true): void {
    const margin = 40
    const { x, y, k } = this.view
    const seen = this.seen
    const m = margin / k
    const shift = (from: number, to: number, low: number, high: number) =>
      from - m < low ? low - from + m : to + m > high ? high - to - m : 0
    const to = {
      x: x + k * shift(r.left, r.right, seen.left, seen.right),
      y: y + k * shift(r.top, r.bottom, seen.top, seen.bottom),
    }
    if (to.x === x && to.y === y) return
    if (!glide || matchMedia('(prefers-reduced-motion: reduce)').matches) this.set({ ...to, k })
    else this.#glideTo(to)
  }

  #glideTo(to: Point): void {
    const from = this.view
    const began = performance.now()
    const step = () => {
      const t = Math.min(1, (performance.now() - began) / 180)
      const eased = 1 - (1 - t) ** 3
      this.set({ k: from.k, x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased })
      if (t < 1) this.#glide = requestAnimationFrame(step)
    }
    cancelAnimationFrame(this.#glide)
    this.#glide = requestAnimationFrame(step)
  }

  #kept({ x, y, k }: View): View {
    const edge = 96
    const { width, height } = this.#size
    const { left, top, right, bottom } = this.content
    const between = (v: number, low: number, high: number) =>
      Math.min(Math.max(low, high), Math.max(Math.min(low, high), v))
    return {
      k,
      x: between(x, edge - right * k, width - edge - left * k),
      y: between(y, edge - bottom * k, height - edge - top * k),
    }
  }

  #draw(): void {
    if (this.#frame) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      const { x, y, k } = this.view
      this.#layer.style.transform = `translate(${x}px, ${y}px)`
      if (k !== this.#drawnAt) this.#scaled.style.transform = `scale(${k})`
      this.#drawnAt = k
      this.#times.style.transform = `translateX(${x}px)`
      this.#times.style.setProperty('--k', String(k))
      this.#moved()
    })
  }

  #at(e: { clientX: number; clientY: number }): Point {
    const box = this.#box.getBoundingClientRect()
    return { x: e.clientX - box.left, y: e.clientY - box.top }
  }

  #down(e: PointerEvent): void {
    if (e.button !== 0 || (e.target as Element).closest('.tg-tools')) return
    cancelAnimationFrame(this.#glide)
    this.#pointers.set(e.pointerId, this.#at(e))
    if (this.#pointers.size > 1) this.#capture()
  }

  #capture(): void {
    this.#dragging = true
    this.#box.classList.add('tg-dragging')
    for (const id of this.#pointers.keys()) this.#box.setPointerCapture(id)
  }

  #drag(e: PointerEvent): void {
    const before = this.#pointers.get(e.pointerId)
    if (!before) return
    const now = this.#at(e)
    if (!this.#dragging) {
      if (Math.hypot(now.x - before.x, now.y - before.y) < still) return
      this.#capture()
    }
    const other = [...this.#pointers].find(([id]) => id !== e.pointerId)?.[1]
    this.#pointers.set(e.pointerId, now)
    if (!other) {
      this.panBy(now.x - before.x, now.y - before.y)
      return
    }
    const distance = (a: Point, b: Point) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
    const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
    const [was, is] = [middle(before, other), middle(now, other)]
    this.zoomBy(distance(now, other) / distance(before, other), was)
    this.panBy(is.x - was.x, is.y - was.y)
  }

  #up(e: PointerEvent): void {
    this.#pointers.delete(e.pointerId)
    if (this.#pointers.size) return
    this.#dragging = false
    this.#box.classList.remove('tg-dragging')
  }

  #wheel(e: WheelEvent): void {
    e.preventDefault()
    const unit = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? this.#size.height : 1
    // a pinch on a touchpad comes as a wheel with ctrl, in small steps
    if (e.shiftKey) this.panBy(-(e.deltaX || e.deltaY) * unit, 0)
    else this.zoomBy(Math.exp(-e.deltaY * unit * (e.ctrlKey ? 0.01 : 0.0016)), this.#at(e))
  }
}
