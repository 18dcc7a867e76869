import type { RouteObject } from 'react-router'
import { FailedPage, NotThere } from './app/FailedPage.tsx'
import { HomePage } from './app/HomePage.tsx'
import { Shell } from './app/Shell.tsx'
import { SignInPage } from './app/SignInPage.tsx'

/** Every page of the console; each folder brings its own, loaded when it is opened. */
export const routes: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage />, errorElement: <FailedPage /> },
  {
    path: '/',
    element: <Shell />,
    errorElement: <FailedPage />,
    children: [
      { index: true, element: <HomePage /> },
      { path: '_parts', lazy: async () => ({ Component: (await import('./app/PartsPage.tsx')).PartsPage }) },
      { path: '*', element: <NotThere /> },
    ],
  },
]
