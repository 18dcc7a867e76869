import { words } from '../../../platform/i18n.ts'

/** Words of the page that checks a proof. */
export const verifyWords = words({
  'verify.title': { zh: '核验存证', en: 'Check a proof' },
  'verify.intro': {
    zh: '每条追溯记录封存后都有一份存证文件(proof.json)。在这里可以核验:文件里的记录是否就是当时记下的、是否在日志里、日志是否由本平台签名。文件只在您的浏览器里核验,不会上传。',
    en: 'Every trace record has a proof file (proof.json) once it is sealed. Here you can check that the record in it is what was recorded, that it is in the log, and that this platform signed the log. The file is checked in your browser and sent nowhere.',
  },
  'verify.file': { zh: '选择存证文件', en: 'Choose a proof file' },
  'verify.paste': { zh: '或粘贴文件内容', en: 'Or paste what is in it' },
  'verify.go': { zh: '核验', en: 'Check' },
  'verify.result': { zh: '核验结果', en: 'Result' },
  'verify.no_script': {
    zh: '核验需要在浏览器里运行本页的脚本,而脚本现在没有运行。请允许本站运行脚本;或者在装有本软件的电脑上运行:npm run verify -- proof.json',
    en: 'The check runs as a script of this page in your browser, and scripts are not running now. Allow them for this site; or, on a computer with this software, run: npm run verify -- proof.json',
  },
  'verify.proves': { zh: '它能证明什么', en: 'What it proves' },
  'verify.proves.recorded': {
    zh: '这条记录在检查点的时间之前已经记下,此后没有改动。',
    en: 'The record was there before the time of the checkpoint and has not been changed since.',
  },
  'verify.proves.order': {
    zh: '日志只增不改:任何两个检查点之间可以再取一致性证明。',
    en: 'The log only grows: between any two checkpoints a consistency proof can be had.',
  },
  'verify.proves_not': { zh: '它不能证明什么', en: 'What it does not prove' },
  'verify.proves_not.true': {
    zh: '记录的内容属实。它只证明当时是这样记的。',
    en: 'That what was recorded is true: only that it was recorded so.',
  },
  'verify.proves_not.complete': {
    zh: '没有别的记录。更正是另一条记录,请在追溯图中查看。',
    en: 'That there is no other record. A correction is a record of its own: see the trace.',
  },
  'verify.keys': { zh: '本平台的签名公钥', en: 'Keys this platform signs with' },
  'verify.keys.none': { zh: '还没有检查点。', en: 'There is no checkpoint yet.' },

  'verify.ok': { zh: '核验通过', en: 'The proof holds' },
  'verify.ok.means': {
    zh: '这条记录在日志里,没有改动过。',
    en: 'The record is in the log and has not been changed.',
  },
  'verify.not_ok': { zh: '核验不通过', en: 'The proof does not hold' },
  'verify.not_ok.means': {
    zh: '下面标有 × 的一项不对。请重新下载存证文件再试;如果仍不通过,请联系平台管理方。',
    en: 'What is marked × below is wrong. Download the proof again; if it still fails, tell whoever runs the platform.',
  },
  'verify.checked': { zh: '逐项核验', en: 'What was checked' },
  'verify.format.right': { zh: '这是一份存证文件', en: 'This is a proof file' },
  'verify.format.wrong': { zh: '这不是存证文件,或文件不完整', en: 'This is no proof file, or it is cut off' },
  'verify.event.right': { zh: '事件内容与日志条目一致', en: 'The event is the one the log entry speaks of' },
  'verify.event.wrong': { zh: '事件内容与日志条目不一致', en: 'The event is not the one the log entry speaks of' },
  'verify.event.absent': { zh: '文件中没有事件内容', en: 'The file does not hold the event' },
  'verify.text.right': { zh: '原始记录与日志条目一致', en: 'The original record is the one the log entry speaks of' },
  'verify.text.wrong': {
    zh: '原始记录与日志条目不一致',
    en: 'The original record is not the one the log entry speaks of',
  },
  'verify.text.absent': { zh: '文件中没有原始记录', en: 'The file does not hold the original record' },
  'verify.leaf.right': { zh: '日志条目与它的哈希一致', en: 'The log entry has the hash it should have' },
  'verify.leaf.wrong': { zh: '日志条目被改动过', en: 'The log entry was changed' },
  'verify.path.right': { zh: '条目在检查点所指的日志里', en: 'The entry is in the log the checkpoint speaks of' },
  'verify.path.wrong': { zh: '条目不在检查点所指的日志里', en: 'The entry is not in the log the checkpoint speaks of' },
  'verify.signature.right': { zh: '检查点的签名有效', en: 'The signature of the checkpoint holds' },
  'verify.signature.wrong': { zh: '检查点没有有效签名', en: 'The checkpoint has no valid signature' },
  'verify.key.right': { zh: '签名的是本平台的公钥', en: 'It was signed by a key of this platform' },
  'verify.key.wrong': { zh: '签名的不是本平台的公钥', en: 'It was not signed by a key of this platform' },
  'verify.key.absent': {
    zh: '请把签名公钥与平台公布的相比',
    en: 'Compare the key with the one the platform publishes',
  },

  'verify.kind': { zh: '条目', en: 'Entry' },
  'verify.kind.event': { zh: '事件', en: 'event' },
  'verify.kind.declaration': { zh: '错误声明', en: 'error declaration' },
  'verify.kind.decision': { zh: '决定', en: 'decision' },
  'verify.kind.erasure': { zh: '依决定删除', en: 'erased by decision' },
  'verify.recorded': { zh: '记录时间', en: 'Recorded' },
  'verify.party': { zh: '记录主体编号', en: 'Recorded by (id)' },
  'verify.sealed': { zh: '封存时间', en: 'Sealed' },
  'verify.log': { zh: '日志', en: 'Log' },
  'verify.size': { zh: '日志条数', en: 'Entries in the log' },
  'verify.signer': { zh: '签名公钥', en: 'Signed by' },
})
export type VerifyWord = keyof typeof verifyWords
