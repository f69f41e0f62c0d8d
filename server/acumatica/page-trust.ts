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
  #cut: number | null = null;

  /** Was this reply certainly not cut off? Remembers its length. */
  isWhole(rows: number, asked: number): boolean {
    this.#longest = Math.max(this.#longest, rows);
    // what looked like a cut was a row that changed meanwhile
    if (this.#cut !== null && rows > this.#cut) this.#cut = null;
    // nobody cuts lists to a single row
    if (rows <= 1) return rows < asked;
    const passes = this.#cut === null && rows <= this.#whole;
    return rows < asked && (passes || rows < this.#longest);
  }

  /** Nothing more followed a reply of so many rows. */
  confirm(rows: number): void {
    this.#whole = Math.max(this.#whole, rows);
  }

  /** More followed a reply of so many rows, though more had been asked for. */
  cutAt(rows: number): void {
    this.#cut = rows;
  }
}
