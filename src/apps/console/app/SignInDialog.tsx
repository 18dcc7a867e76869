import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { showSession } from '../../../modules/identity/session/schema.ts'
import { setCsrfToken } from './call.ts'
import { SignInForm } from './SignInForm.tsx'
import { useSession } from './session.tsx'

/** The same person signs in again, over the page. */
export default function SignInDialog({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation()
  const { account } = useSession()
  const queries = useQueryClient()
  return (
    <Modal open title={t('sign_in.again')} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <p>{t('sign_in.again_why')}</p>
      <SignInForm
        login={account?.login}
        onEntered={(session) => {
          setCsrfToken(session.csrfToken)
          queries.setQueryData([showSession.name, {}], session)
          onEntered()
          void queries.invalidateQueries({ predicate: (q) => q.queryKey[0] !== showSession.name })
        }}
      />
    </Modal>
  )
}
