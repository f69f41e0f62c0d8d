import type { ReactNode } from "react";

// Stands in for react-beautiful-dnd (see vite.config.ts): core-react loads it for menus whose entries can be dragged,
// and no menu of ours can. What it would draw around its children is nothing.

type Around = { readonly children?: ReactNode };

export function DragDropContext({ children }: Around): ReactNode {
  return children;
}

export function Draggable(): ReactNode {
  return null;
}

export function Droppable(): ReactNode {
  return null;
}

export function useMouseSensor(): void {}

export function useTouchSensor(): void {}
