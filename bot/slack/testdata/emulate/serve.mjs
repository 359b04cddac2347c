// Serves the Slack of the npm package "emulate" until standard input ends.
//
//   node serve.mjs FOLDER CONFIG
//
// FOLDER holds node_modules/emulate; CONFIG is JSON: {"baseUrl", "seed"}. The first line on
// standard output is the address, on loopback, on a port that was free.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, config] = process.argv.slice(2)
const entry = join(resolve(folder), 'node_modules', 'emulate', 'dist', 'api.js')
const { createEmulator } = await import(pathToFileURL(entry).href)

// The address it answers on is told to it, and not the other way round: the files that it
// takes must come to who stands in between.
const { createServer } = await import('node:net')
const port = await new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => done(port))
  })
})
const { baseUrl, seed } = JSON.parse(config)
const slack = await createEmulator({ service: 'slack', port, baseUrl, seed })
console.log(`http://127.0.0.1:${port}`)

process.stdin.resume()
process.stdin.on('end', async () => {
  await slack.close()
  process.exit(0)
})
