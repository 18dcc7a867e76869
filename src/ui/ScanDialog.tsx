import { Modal } from 'antd'

/** Placeholder of the camera. */
export default function ScanDialog({ onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  return <Modal open onCancel={onClose} footer={null} />
}
