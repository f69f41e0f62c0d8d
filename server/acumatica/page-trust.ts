/**
 * Tells whether a list that came back shorter than asked is the whole of it.
 *
 * The vendor documents neither a limit on rows nor a next link, but a server may be set up to cut lists off without a
 * word; to take its cut for the end would lose payments for ever. A reply shorter than one seen before was certainly
 * not cut. One that sets a record is asked once whether more follows; from then on as many rows are known to pass.
 */
export class PageTrust {
  #longest = 0;
  #whole = 0;

  /** Was this reply certainly not cut off? Remembers it. */
  isWhole(rows: number, asked: number): boolean {
    this.#longest = Math.max(this.#longest, rows);
    // nobody cuts lists to a single row
    return rows < asked && (rows <= 1 || rows < this.#longest || rows <= this.#whole);
  }

  /** Nothing more followed a reply of so many rows. */
  confirm(rows: number): void {
    this.#whole = Math.max(this.#whole, rows);
  }
}
