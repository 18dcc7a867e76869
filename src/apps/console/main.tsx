import '@fontsource-variable/noto-sans-sc'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import '../../ui/ui.css'
import './app/app.css'
import { Waiting } from '../../ui/Waiting.tsx'
import { cache } from './app/call.ts'
import { startWords } from './app/i18n.ts'
import { LooksProvider } from './app/looks.tsx'
import { FollowPreferences } from './app/preferences.tsx'
import { SessionProvider } from './app/session.tsx'
import { routes } from './routes.tsx'

// Latin letters and digits of another font have other widths: drawn first in it, lines would break anew
const letters = document.fonts.load("400 16px 'Noto Sans SC Variable'", 'Suyuan 0')
await Promise.all([startWords(), Promise.race([letters, new Promise((done) => setTimeout(done, 600))])])
const router = createBrowserRouter(routes, { basename: '/console' })
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <LooksProvider>
        <SessionProvider waiting={<Waiting />}>
          <FollowPreferences>
            <RouterProvider router={router} />
          </FollowPreferences>
        </SessionProvider>
      </LooksProvider>
    </QueryClientProvider>
  </StrictMode>,
)
