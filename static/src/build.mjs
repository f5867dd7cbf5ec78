// Builds static/built from the packages in package-lock.json: `npm run build`.
// Comments that point to source maps are taken out: the maps are not shipped, and Django's
// manifest storage refuses a file that names another one which is not there.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const root = fileURLToPath(new URL('../../', import.meta.url))
const from = (...parts) => join(root, ...parts)
const to = (...parts) => join(root, 'static/built', ...parts)
const withoutMap = (text) => text.replace(/\/\/[#@] sourceMappingURL=.*$|\/\*[#@] sourceMappingURL=.*?\*\//gm, '')

function copyText (source, target) {
  writeFileSync(to(target), withoutMap(readFileSync(from(source), 'utf8')))
}

rmSync(to(), { recursive: true, force: true })
for (const folder of ['fonts', 'paper-fonts', 'images']) mkdirSync(to(folder), { recursive: true })

const style = sass.compile(from('static/src/portal.scss'), {
  style: 'compressed',
  sourceMap: false,
  // The root too: MOJ Frontend names govuk-frontend by its path from there.
  loadPaths: [from('node_modules'), root],
  quietDeps: true
})
// The royal arms are GOV.UK's alone: their rules go, and the file is never copied.
const withoutCrest = style.css.replace(/[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}/g, '')
writeFileSync(to('portal.css'), withoutMap(withoutCrest))

copyText('node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js', 'govuk-frontend.min.js')
copyText('node_modules/htmx.org/dist/htmx.min.js', 'htmx.min.js')
copyText('static/src/portal.js', 'portal.js')
copyText('static/src/enhance.js', 'enhance.js')

for (const [, icon] of style.css.matchAll(/url\("?images\/(icon-[\w-]+\.svg)"?\)/g)) {
  cpSync(from('node_modules/@ministryofjustice/frontend/moj/assets/images', icon), to('images', icon))
}

// The screen's face: Latin with its extension, so that Welsh and Polish names are drawn too.
for (const subset of ['latin', 'latin-ext']) {
  for (const cut of ['400-normal', '400-italic', '700-normal']) {
    const name = `source-sans-3-${subset}-${cut}.woff2`
    cpSync(from('node_modules/@fontsource/source-sans-3/files', name), to('fonts', name))
  }
}

// The same face for papers: Typst reads static TrueType files.
const expo = 'node_modules/@expo-google-fonts/source-sans-3'
for (const [folder, name] of [
  ['400Regular', 'SourceSans3_400Regular.ttf'],
  ['400Regular_Italic', 'SourceSans3_400Regular_Italic.ttf'],
  ['600SemiBold', 'SourceSans3_600SemiBold.ttf'],
  ['700Bold', 'SourceSans3_700Bold.ttf'],
  ['700Bold_Italic', 'SourceSans3_700Bold_Italic.ttf']
]) cpSync(from(expo, folder, name), to('paper-fonts', name))
cpSync(from(expo, 'LICENSE_FONT'), to('paper-fonts', 'LICENSE_FONT'))
