import { createRoot } from 'react-dom/client'
import { App } from '@/app/App'
import '@/shared/base.css'
import { publishTheme } from '@/shared/theme'
import { startTexts } from '@/shared/text'

publishTheme(document.documentElement)
startTexts()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
