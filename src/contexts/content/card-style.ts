/** How the card looks. Stands inside its closed shadow root, where no rule of the page reaches it. */

const LIGHT =
  '--surface:#fff;--ink:#1f1d1a;--soft:#655f57;--line:#e7e2d9;--edge:#8c8479;--hover:#f4f1ea;--light:#a84c08;--strong:#8f3f05;--on-light:#fff;' +
  '--wash:rgb(245 176 65/.26);--shadow:0 2px 6px rgb(0 0 0/.1),0 18px 44px rgb(0 0 0/.2);color-scheme:light';
const DARK =
  '--surface:#211f1d;--ink:#eeeae3;--soft:#a8a196;--line:#36322d;--edge:#857d72;--hover:#2a2724;--light:#f2b45c;--strong:#ffc97a;--on-light:#1c1204;' +
  '--wash:rgb(242 180 92/.22);--shadow:0 2px 6px rgb(0 0 0/.4),0 18px 44px rgb(0 0 0/.6);color-scheme:dark';

/**
 * The host is fixed, sizeless and lets every pointer through; important rules in here beat whatever the page says about it.
 * `--sidelight` comes with the marks' style: without it nothing is drawn, whatever became of the script.
 */
export const CARD_STYLE = `
:host{all:initial!important;direction:ltr!important;display:block!important;position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;
margin:0!important;padding:0!important;border:0!important;overflow:visible!important;opacity:1!important;transform:none!important;
visibility:visible!important;pointer-events:none!important;background:none!important}
*{box-sizing:border-box;margin:0;padding:0}
.all{display:var(--sidelight,none);font:13px/1.45 system-ui,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;text-align:start}
.unseen{position:fixed;top:0;left:0;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.card{${LIGHT};position:fixed;width:min(372px,100vw - 16px);overflow:auto;overscroll-behavior:contain;pointer-events:auto;
background:var(--surface);color:var(--ink);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow)}
.card.dark{${DARK}}
.card[hidden]{display:none}
:focus-visible{outline:2px solid var(--light);outline-offset:-2px}
.card:focus-visible{outline:0;border-color:var(--light)}
header{padding:14px 16px 10px}
.why{display:flex;gap:8px;align-items:center;min-height:18px;margin-bottom:4px;color:var(--soft);font-size:12px}
.why>:first-child{margin-inline-end:auto}
h2{margin-bottom:3px;font:600 18px/1.25 var(--read);overflow-wrap:anywhere;text-wrap:pretty}
.meta,.shares,.said{color:var(--soft);font-size:12px}
.pair{display:grid;gap:10px;padding:0 16px 10px}
.pair>div{padding-inline-start:12px;border-inline-start:2px solid var(--line)}
.pair>div+div{border-color:var(--light)}
dt{margin-bottom:1px;color:var(--soft);font-size:11px}
dd{font:15px/1.45 var(--read);overflow-wrap:anywhere}
.card{--read:"Iowan Old Style",Charter,"Source Serif 4","Noto Serif",Georgia,serif}
mark{padding:0 1px;border-radius:3px;background:var(--wash);color:inherit;font-weight:600}
.shares{padding:0 16px 2px}
.said{padding:4px 16px 0}
.said.alone{padding:16px 16px 2px;color:var(--ink);font-size:13px}
footer{position:sticky;bottom:0;display:grid;gap:8px;padding:10px 16px 14px;background:var(--surface)}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
button{appearance:none;font:inherit;color:inherit;background:none;border:0;cursor:pointer}
.go,.plain{min-height:32px;padding:5px 12px;border-radius:8px;font-weight:600}
.go{background:var(--light);color:var(--on-light)}
.go:hover{background:var(--strong)}
.go:focus-visible{outline-offset:2px}
.plain{border:1px solid var(--edge);font-weight:400}
.plain:hover,.icon:hover{background:var(--hover)}
.icon{display:grid;place-items:center;width:32px;height:32px;border-radius:8px;color:var(--soft)}
.icon:hover{color:var(--ink)}
.next{width:30px;height:30px;margin:-6px -8px -6px -6px}
footer .icon{margin-inline-start:auto}
svg{display:block;width:18px;height:18px;fill:none;stroke:currentcolor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded] svg{stroke-width:3.2}
@media (prefers-reduced-motion:no-preference){.card{animation:appear .12s}@keyframes appear{from{opacity:0}}}
@media (pointer:coarse){.go,.plain{min-height:44px;padding-inline:16px}.icon{width:44px;height:44px}.next{margin:-13px -14px -13px -6px}}
@media (forced-colors:active){.card{--light:Highlight;--strong:Highlight;--on-light:HighlightText;--line:CanvasText;--edge:ButtonBorder;--soft:CanvasText;border-width:2px}
.go,.icon{border:1px solid ButtonBorder}.go{forced-color-adjust:none}.next{margin:0}.card:focus-visible{outline:2px solid Highlight}mark{background:Mark;color:MarkText}}
`;
