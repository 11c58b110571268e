/** Builds the extension for one browser (`--mode chromium` or `--mode firefox`) from the one manifest. Tests do not come through here. */
import { type CrxPlugin, crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { fewFiles } from './tests/tools/build/few-files.ts';
import { licences } from './tests/tools/build/licences.ts';
import { noDescriptions } from './tests/tools/build/no-descriptions.ts';
import { noMarkupFromReadability } from './tests/tools/build/no-markup-from-readability.ts';
import { noMarkupFromText } from './tests/tools/build/no-markup-from-text.ts';
import { polyfillAsModule } from './tests/tools/build/polyfill-as-module.ts';
import { publicSuffixes } from './tests/tools/build/public-suffixes.ts';

/** The oldest browsers the manifests allow; what these understand is not rewritten. */
const OLDEST = { chromium: 'chrome130', firefox: 'firefox142' };
const GECKO = {
  id: '{d1c0f8a4-6a1e-4f3b-9c57-2b7e5d90a3e6}',
  strict_min_version: '142.0',
  data_collection_permissions: { required: ['none'] },
};
const ABOUT = 'src/contexts/about/about.html';
const NOTE = 'src/contexts/note/note.html';
const CONTENT_SCRIPT = /\/contexts\/(?:content|copier)\/[\w-]+\.iife\.ts$/;
const CARD = 'src/contexts/card/card.html';
const READER = 'src/contexts/reader/reader.html';
const LIBRARY = 'src/contexts/library/library.html';
const WORKSHOP = 'src/contexts/workshop/main.ts'; // a thread of our pages, begun by its name
const PANEL = 'src/contexts/panel/panel.html';
const DRAWER = 'src/contexts/drawer/drawer.html'; // Chromium's background has no document that gives a file an address

function manifestFor(browser: 'chromium' | 'firefox'): ManifestV3Export {
  if (browser === 'chromium') return manifest as ManifestV3Export; // as: the JSON is read as plain strings
  const { minimum_chrome_version, background, optional_permissions, side_panel, commands, ...shared } = manifest;
  const { 'open-panel': openPanel, ...others } = commands;
  return {
    ...shared,
    sidebar_action: {
      default_panel: side_panel.default_path,
      default_title: '__MSG_name__',
      default_icon: manifest.action.default_icon,
      open_at_install: false,
    },
    commands: { ...others, _execute_sidebar_action: openPanel },
    optional_permissions: optional_permissions.filter((name) => name === 'downloads'), // Firefox knows no other name
    web_accessible_resources: shared.web_accessible_resources.map(({ resources, matches }) => ({ resources, matches })), // Firefox knows no other key
    background: { scripts: [background.service_worker], type: background.type },
    browser_specific_settings: { gecko: GECKO },
  } as ManifestV3Export; // as: the plugin types Chromium's manifest
}

/**
 * What is web-accessible a page may read where it knows the address, and so know that Sidelight is there. One file must be, the card's, and nothing
 * that it loads; the content script is injected and needs none of what crxjs adds for it.
 */
function onlyTheCardWebAccessible(browser: 'chromium' | 'firefox'): CrxPlugin {
  return {
    name: 'sidelight:only-the-card-web-accessible',
    enforce: 'post',
    apply: 'build',
    renderCrxManifest(rendered) {
      return {
        ...rendered,
        web_accessible_resources: (manifestFor(browser) as typeof rendered).web_accessible_resources,
      } as typeof rendered; // as: the plugin types what may also be a function
    },
  };
}

/** crxjs builds what is injected twice, as a module and as one self-contained file; only the files are ever injected. */
function oneContentScript(): Plugin {
  return {
    name: 'sidelight:one-content-script',
    enforce: 'post',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk' && CONTENT_SCRIPT.test(output.facadeModuleId ?? '')) delete bundle[file];
      }
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const imported = new Set(chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]));
      for (const { isEntry, fileName } of chunks) if (!isEntry && !imported.has(fileName)) delete bundle[fileName]; // what the two shared
    },
  };
}

export default defineConfig(({ mode }) => {
  if (mode !== 'chromium' && mode !== 'firefox') throw new Error(`--mode is ${mode}, must be chromium or firefox`);
  const files = fewFiles();
  return {
    plugins: [
      crx({ manifest: manifestFor(mode), browser: mode === 'chromium' ? 'chrome' : 'firefox' }),
      onlyTheCardWebAccessible(mode),
      oneContentScript(),
      noMarkupFromText(),
      noMarkupFromReadability(),
      polyfillAsModule(),
      publicSuffixes(),
      noDescriptions(),
      files.plugin,
      licences('LICENSE', ['tests/tools/build/suffixes-notice.txt']),
    ],
    build: {
      outDir: `${process.env['SIDELIGHT_DIST'] ?? 'dist'}/${mode}`,
      emptyOutDir: true,
      target: OLDEST[mode],
      sourcemap: false,
      assetsInlineLimit: 0, // a data: address would need a wider content security policy
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        input: [ABOUT, CARD, LIBRARY, NOTE, PANEL, READER, WORKSHOP, ...(mode === 'chromium' ? [DRAWER] : [])],
        output: {
          codeSplitting: { groups: files.groups },
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
          entryFileNames: ({ facadeModuleId }) => (facadeModuleId?.endsWith(WORKSHOP) ? 'assets/workshop.js' : 'assets/[name]-[hash].js'),
        },
      }, // a hash here would hold this folder's path
    },
  };
});
