import { createBrowserRouter } from 'react-router'
import { Frame } from './Frame'
import { Gate } from './Gate'
import { Home } from './Home'
import { NotHere } from './NotHere'
import { PageFault } from './PageFault'
import { places } from './navigation'

export const router = createBrowserRouter([
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
])
