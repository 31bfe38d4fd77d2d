// ECharts with only what reports draw.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Series } from "./report";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const FEW = 12; // labels that have room beside each other

export type Chart = EChartsType;
export const chart = (host: HTMLElement): Chart => init(host);

export function drawBars(
  on: Chart,
  labels: readonly string[],
  series: readonly Series[],
  heading: (name: string) => string,
): void {
  const stacks = series.map(({ name, colour: number, values }) => ({
    type: "bar",
    stack: "all",
    barMaxWidth: 36,
    name: heading(name),
    color: colour(`--cs-s${number}`),
    data: values,
  }));
  on.setOption({ ...ground(labels), series: stacks }, true);
}

/** All but the bars. */
function ground(labels: readonly string[]): object {
  const text = { color: colour("--cs-text") };
  const lines = { lineStyle: { color: colour("--cs-line") } };
  const many = labels.length > FEW;
  const names = { ...text, hideOverlap: many, interval: many ? "auto" : 0 };
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 12, top: 40, bottom: 4, containLabel: true },
    legend: { top: 4, left: 0, itemWidth: 12, itemHeight: 10, textStyle: text },
    tooltip: { trigger: "axis", confine: true },
    xAxis: {
      type: "category",
      data: labels,
      axisTick: { show: false },
      axisLabel: { ...names, width: 110, overflow: "truncate" },
    },
    yAxis: { type: "value", axisLabel: text, splitLine: lines },
  };
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
