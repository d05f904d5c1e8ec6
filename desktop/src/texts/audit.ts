/** The chain under the audit trail. */
import type { Pairs } from './pair'

export const audit = {
  'chain.whole': ['{{n}} 条已封存，{{at}} 核对无改动', '{{n}} lines sealed; looked at {{at}}: nothing was altered'],
  'chain.unseen': ['{{n}} 条已封存，还没有核对过', '{{n}} lines sealed; nobody has looked yet whether they were altered'],
  'chain.none': ['还没有封存的记录，新的记录一分钟内封存', 'Nothing is sealed yet; new lines are, within a minute'],
  'chain.broken': ['{{at}} 核对：{{found}} 处与写下时不一致', 'Looked at {{at}}: {{found}} places are not as they were written'],
  'chain.check': ['现在核对', 'Look now'],
  'chain.checking': ['正在核对…', 'Looking…'],
  'chain.failed': ['核对没有完成，请稍后再试；原因在任务中心', 'The look did not end; try again later. The job centre says why'],
  'chain.more': ['详情', 'Details'],
  'chain.title': ['审计记录的封存', 'How the trail is sealed'],
  'chain.about': [
    '每条记录写下一分钟内封存进一条链：改动、删除或事后插入任何一条，后面的封存都对不上。签名密钥和每次封存的留底都不在数据库里。',
    'Within a minute each line is sealed into a chain: whoever alters, takes out or slips in one breaks every seal after it. The key of the marks and the end of each seal lie outside the database.',
  ],
  'chain.hash': ['最后一个封存块 №{{n}}，{{at}}', 'The latest seal, no. {{n}} of {{at}}'],
  'chain.hash_hint': ['把这串指纹抄到别处，以后能证明在此之前的记录没有改过。', 'Note this down elsewhere: it proves later that nothing before it was changed.'],
  'chain.what': ['发现', 'Found'],
  'chain.seal': ['封存块', 'Seal'],
  'chain.line': ['记录编号', 'Line'],
  'chain.at': ['封存或写入时间', 'Sealed or written'],
  'chain.first': ['共 {{found}} 处，列出前 {{n}} 处。', '{{found}} in all; the first {{n}} are shown.'],
  'chain.do': ['请不要改动数据库，保留备份和 audit 留底，并联系安全负责人。', 'Change nothing in the database, keep the backups and the heads in audit/, and tell who is in charge of security.'],
} as const satisfies Pairs
