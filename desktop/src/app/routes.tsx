import { App as Antd, Spin } from 'antd'
import { Suspense, lazy } from 'react'
import { Outlet, createBrowserRouter } from 'react-router'
import { Frame } from './Frame'
import { Gate } from './Gate'
import { Home } from './Home'
import { NotHere } from './NotHere'
import { PageFault } from './PageFault'
import { places } from './navigation'

const Receipt = lazy(async () => ({ default: (await import('@/features/company')).Receipt }))
const Wall = lazy(async () => ({ default: (await import('@/features/floor')).Wall }))

export const router = createBrowserRouter([
  {
    // within the router: what is said in a message, or asked in a dialog, may lead to a page
    element: (
      <Antd message={{ top: 60 }} className="z-whole">
        <Outlet />
      </Antd>
    ),
    children: [
      {
        path: '/wall',
        element: (
          <Gate>
            <Suspense fallback={<Spin delay={300} />}>
              <Wall />
            </Suspense>
          </Gate>
        ),
        errorElement: <PageFault />,
      },
      {
        path: '/receipt/:id',
        element: (
          <Gate>
            <Suspense fallback={<Spin delay={300} />}>
              <Receipt />
            </Suspense>
          </Gate>
        ),
        errorElement: <PageFault />,
      },
      {
        element: (
          <Gate>
            <Frame />
          </Gate>
        ),
        errorElement: <PageFault />,
        children: [
          { index: true, element: <Home /> },
          ...places.map(({ path, page: Page }) => ({ path, element: <Page />, errorElement: <PageFault /> })),
          { path: '*', element: <NotHere /> },
        ],
      },
    ],
  },
])
