declare module 'virtual:words/zh' {
  const said: Record<string, string>
  export default said
}
declare module 'virtual:words/en' {
  const said: Record<string, string>
  export default said
}
declare module 'virtual:late-words/zh' {
  const said: Record<string, string>
  export default said
}
declare module 'virtual:late-words/en' {
  const said: Record<string, string>
  export default said
}
declare module '*.css' {}
declare module '@fontsource-variable/noto-sans-sc'
declare module '*.wasm?url' {
  const url: string
  export default url
}
declare module '*.json?url' {
  const url: string
  export default url
}
