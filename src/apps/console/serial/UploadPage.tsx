import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { getUpload, listCodes, startUpload, type Upload, uploadProblems } from '../../../modules/serial/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { Amount, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import './serial.css'
import { CodeChip, pageOf, UploadChip, useLevel } from './states.tsx'

const working = (u: Upload | undefined) => u !== undefined && u.finishedAt === null

/** One upload: how far it is, what is wrong, its codes. */
export function UploadPage() {
  const { t } = useTranslation()
  const { uploadId = '' } = useParams()
  const [search] = useSearchParams()
  const partyId = search.get('partyId')
  const key = { uploadId, ...(partyId ? { partyId } : {}) }
  const [going, setGoing] = useState(true)
  const asked = useAsk(getUpload, key, going ? { every: 2_000 } : {})
  const upload = asked.data
  if (upload && going && !working(upload)) setGoing(false)
  const back = { to: '/codes', title: t('codes.title') }
  if (!upload)
    return (
      <Page title={t('codes.title')} back={back}>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {!asked.error && <Waiting rows={10} />}
      </Page>
    )
  return (
    <Page title={upload.fileName || t('codes.file')} state={<UploadChip state={upload.state} />} back={back}>
      {working(upload) && (
        <Notice kind="wait">
          {upload.state === 'writing' && upload.rowsTotal !== null
            ? t('codes.progress', { written: upload.rowsWritten, total: upload.rowsTotal })
            : t('codes.working')}
        </Notice>
      )}
      {working(upload) && upload.rowsTotal !== null && (
        <progress className="serial-progress" max={upload.rowsTotal} value={upload.rowsWritten}>
          {upload.rowsWritten}
        </progress>
      )}
      <Facts
        items={[
          { label: t('codes.product'), value: upload.productName ?? t('codes.issued_only') },
          { label: t('codes.batch'), value: <BatchLink upload={upload} /> },
          { label: t('codes.pieces'), value: <Amount value={upload.pieces} /> },
          { label: t('codes.packs'), value: <Amount value={upload.packs} /> },
          { label: t('codes.sealed'), value: <Amount value={upload.sealed} /> },
          { label: t('codes.at'), value: <When at={upload.createdAt} /> },
        ].filter((f) => f.value !== null)}
      />
      {upload.state === 'refused' && <Problems upload={upload} />}
      {upload.state === 'done' && <Codes uploadId={uploadId} partyId={upload.partyId} />}
    </Page>
  )
}

function BatchLink({ upload: { holdingId, batchCode, partyId } }: { upload: Upload }) {
  if (!holdingId) return null
  return <Link to={`/batches/${holdingId}?partyId=${partyId}`}>{batchCode ?? holdingId.slice(0, 8)}</Link>
}

function Problems({
  upload,
}: {
  upload: Upload & {
    problemList: { line: number; code: string; reason: string; details?: Record<string, string | number> | undefined }[]
  }
}) {
  const { t } = useTranslation()
  const own = useSession().party?.partyId === upload.partyId
  const may = useMay()(startUpload) && own
  const { problemList, problems, uploadId, partyId } = upload
  const file = `${uploadProblems.path.replace(':uploadId', uploadId)}?partyId=${partyId}`
  return (
    <>
      <Notice kind="stop">{t('codes.refused', { count: problems })}</Notice>
      <Section
        title={t('codes.problems')}
        extra={
          <div className="serial-buttons">
            <Button href={file} download="problems.csv">
              {t('codes.download')}
            </Button>
            {may && upload.holdingId && (
              <LinkButton type="primary" to={`/codes/new?holdingId=${upload.holdingId}`}>
                {t('codes.again')}
              </LinkButton>
            )}
          </div>
        }
      >
        {problems > problemList.length && (
          <p className="ui-quiet">{t('codes.first_shown', { count: problemList.length })}</p>
        )}
        <div className="ui-table">
          <table aria-label={t('codes.problems')}>
            <thead>
              <tr>
                <th scope="col">{t('codes.line')}</th>
                <th scope="col">{t('codes.code')}</th>
                <th scope="col">{t('codes.why')}</th>
              </tr>
            </thead>
            <tbody>
              {problemList.map((p) => (
                <tr key={`${p.line} ${p.code} ${p.reason}`}>
                  <td>{p.line || t('codes.whole_file')}</td>
                  <td className="serial-code">{p.code}</td>
                  <td>{t(p.reason, p.details ?? {})}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  )
}

function Codes({ uploadId, partyId }: { uploadId: string; partyId: string }) {
  const { t } = useTranslation()
  const level = useLevel()
  return (
    <Section title={t('codes.in_file')}>
      <List
        label={t('codes.in_file')}
        endpoint={listCodes}
        fixed={{ uploadId, partyId }}
        columns={[
          { key: 'code', title: t('codes.code'), render: (c) => c.code, text: (c) => c.code },
          {
            key: 'state',
            title: t('codes.state'),
            render: (c) => <CodeChip state={c.state} />,
            text: (c) => t(`codes.state.${c.state}`),
            phone: 'state',
          },
          { key: 'level', title: t('codes.level'), render: (c) => level(c.level), text: (c) => c.level },
        ]}
        rowKey={(c) => c.code}
        open={(c) => pageOf(c.code)}
        empty={{ text: t('codes.none') }}
      />
    </Section>
  )
}
