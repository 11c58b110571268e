/** How the elements of a page hang together, whatever they are. Asked once per element: in Firefox every question about a document is dear. */

export type Tree<P> = {
  readonly root: P;
  readonly parentOf: (element: P) => P | undefined;
  readonly nameOf: (element: P) => string;
  readonly classOf: (element: P) => string;
};
export type Climb<P> = (element: P) => P | undefined;

/** Nobody climbs above the root. */
export function climbingIn<P>({ root, parentOf }: Tree<P>): Climb<P> {
  const known = new Map<P, P | undefined>([[root, undefined]]);
  return (element) => {
    if (!known.has(element)) known.set(element, parentOf(element));
    return known.get(element);
  };
}

/** Blocks share their ancestors: each is climbed from once. */
export function insideOf<P>(room: P, parentOf: Climb<P>): (element: P) => boolean {
  const known = new Map<P, boolean>([[room, true]]);
  return (element) => {
    const path: P[] = [];
    let each: P | undefined = element;
    for (; each !== undefined && !known.has(each); each = parentOf(each)) path.push(each);
    const is = each !== undefined && known.get(each) === true;
    for (const passed of path) known.set(passed, is);
    return is;
  };
}
