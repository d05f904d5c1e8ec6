/** What everything on the page stands on: queries, theme, language, routes. */
import { QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import { RouterProvider } from 'react-router'
import { useLook } from '@/shared/look'
import { antdTexts, useLanguage } from '@/shared/text'
import { themeOf } from '@/shared/theme'
import { makeQueries } from './queries'
import { router } from './routes'

const queries = makeQueries()

export function App() {
  const language = useLanguage()
  const look = useLook()
  return (
    <ConfigProvider theme={themeOf(look)} locale={antdTexts(language)} componentSize="middle" button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}
