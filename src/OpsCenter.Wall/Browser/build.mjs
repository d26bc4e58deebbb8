// Builds the wall's browser side into the folder given: checks the types, bundles the modules and the style sheet,
// copies the fonts they name, gathers the licences, and packs what is text. MSBuild calls it when a source is newer than its stamp.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const charts = 'node_modules/plotly.js-basic-dist-min/plotly-basic.min.js';
const out = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
fs.mkdirSync(out, { recursive: true });

const release = await lockFolder(out);
try {
  installIfLockChanged();
  checkTypes();
  await bundle();
} finally {
  release();
}

/** One build at a time in a folder: two builds of one working copy wait for each other. */
async function lockFolder(folder) {
  const file = `${folder}.lock`;
  for (let tries = 0; ; tries++) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 1200) throw error;
      if (!isAlive(Number(fs.readFileSync(file, 'utf8')))) fs.rmSync(file, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function installIfLockChanged() {
  const wanted = createHash('sha256').update(fs.readFileSync(path.join(here, 'package-lock.json'))).digest('hex');
  const stamp = path.join(here, 'node_modules', '.lock-installed');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  run('npm', ['ci', '--silent', '--no-progress'], 'npm ci');
  fs.writeFileSync(stamp, wanted);
}

function checkTypes() {
  run(process.execPath, [path.join(here, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', here], 'the type check');
}

function run(command, parameters, what) {
  try {
    execFileSync(command, parameters, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}`);
    throw new Error(`${what} failed`);
  }
}

async function bundle() {
  const esbuild = await import('esbuild');
  for (const entry of fs.readdirSync(out)) fs.rmSync(path.join(out, entry), { recursive: true });
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: { wall: 'src/main.ts', sw: 'worker/sw.ts', style: 'styles/wall.css' },
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    minify: true,
    legalComments: 'none',
    loader: { '.woff2': 'file' },
    assetNames: 'fonts/[name]',
    chunkNames: '[name]-[hash]',
    metafile: true,
    logLevel: 'warning',
  });
  // The chart library stays a script of its own. The first line has the browser compile it beside the page, not in one go when it runs.
  fs.writeFileSync(path.join(out, 'plotly.js'), `//# allFunctionsCalledOnLoad\n${fs.readFileSync(path.join(here, charts), 'utf8')}`);
  fs.writeFileSync(path.join(out, 'licences.txt'), licences([...Object.keys(result.metafile.inputs), charts]));
  for (const file of fs.readdirSync(out).filter((name) => /\.(js|css|txt)$/.test(name))) {
    const whole = path.join(out, file);
    fs.writeFileSync(`${whole}.gz`, gzipSync(fs.readFileSync(whole), { level: 9 }));
    fs.rmSync(whole);
  }
  fs.writeFileSync(path.join(out, 'stamp'), '');
}

/** The licence of every package that reached the bundle, and of the font. */
function licences(inputs) {
  const packages = [...new Set(inputs.map((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1]).filter(Boolean))].sort();
  const texts = packages.map((name) => {
    const folder = path.join(here, 'node_modules', name);
    const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? fs.readFileSync(path.join(folder, file), 'utf8') : `Licence: ${about.license}`;
    return `${name} ${about.version}\n\n${text.trim()}\n`;
  });
  texts.push(`Noto Sans SC, characters outside the package's own chunks\n\n${fs.readFileSync(path.join(here, 'fonts', 'OFL.txt'), 'utf8').trim()}\n`);
  return texts.join(`\n${'='.repeat(80)}\n\n`);
}
