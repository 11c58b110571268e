/** What a library holds, for whoever says so. */
export type Counts = { readonly unread: number; readonly essays: number; readonly saved: number; readonly sources: number };
