// ECharts with only what the wallboard draws.
import { BarChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type CallsPiece, KINDS, type TimesPiece } from "./day";

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  CanvasRenderer,
]);

export type Chart = EChartsType;
type Option = Parameters<EChartsType["setOption"]>[0];
type Say = (key: string) => string;

const COLOURS = { talk: 5, hold: 6, work: 8, idle: 1, rest: 4, busy: 10 };
const GROUND = {
  animation: false,
  grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
  legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 10, itemGap: 12 },
  tooltip: { trigger: "axis", confine: true },
  aria: { enabled: false },
};

const LEVEL = { type: "line", yAxisIndex: 1, symbol: "diamond", symbolSize: 7 };

export function chart(host: HTMLElement): Chart {
  return init(host);
}

export function callsOption(pieces: readonly CallsPiece[], say: Say): Option {
  const bar = { type: "bar", stack: "calls", barMaxWidth: 28 };
  return {
    ...GROUND,
    textStyle: { color: colour("--cs-text") },
    xAxis: { type: "category", data: pieces.map((one) => one.at), axisTick: { show: false } },
    yAxis: [
      { type: "value", minInterval: 1 },
      {
        type: "value",
        min: 0,
        max: 100,
        axisLabel: { formatter: "{value} %" },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        ...bar,
        name: say("charts.answered"),
        color: colour("--cs-s5"),
        data: pieces.map((one) => one.answered),
      },
      {
        ...bar,
        name: say("charts.abandoned"),
        color: colour("--cs-s10"),
        data: pieces.map((one) => one.abandoned),
      },
      {
        ...LEVEL,
        name: say("charts.level"),
        color: colour("--cs-s1"),
        data: pieces.map((one) => one.level),
      },
    ],
  };
}

export function timesOption(pieces: readonly TimesPiece[], say: Say): Option {
  return {
    ...GROUND,
    textStyle: { color: colour("--cs-text") },
    xAxis: { type: "category", data: pieces.map((one) => one.at), axisTick: { show: false } },
    yAxis: { type: "value", name: "" },
    series: KINDS.map((kind) => ({
      type: "bar",
      stack: "time",
      barMaxWidth: 28,
      name: say(`charts.${kind}`),
      color: colour(`--cs-s${COLOURS[kind]}`),
      data: pieces.map((one) => one[kind]),
    })),
  };
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
