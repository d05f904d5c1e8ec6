import { createRoot } from 'react-dom/client'
import { App } from '@/app/App'
import '@/shared/base.css'
import { startLook } from '@/shared/look'
import { startTexts } from '@/shared/text'
import { startWork } from '@/shared/work'

startLook()
startTexts()
startWork()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
