// Runs in a page before its own scripts: ears for what the page hears, and a plain microphone.
(() => {
  const connections = (window.connections = []);
  const Usual = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Usual {
    constructor(...given) {
      super(...given);
      connections.push(this);
    }
  };

  // Noise suppression would take a steady tone for noise.
  const media = navigator.mediaDevices;
  const usual = media?.getUserMedia.bind(media);
  if (media)
    media.getUserMedia = ({ audio }) =>
      usual({
        audio: {
          ...(audio === true ? {} : audio),
          echoCancellation: false,
          noiseSuppression: false,
          autoGainControl: false,
        },
      });

  let ear;
  const listen = () => {
    const connection = connections.findLast((one) => one.connectionState === "connected");
    const track = connection?.getReceivers()[0]?.track;
    if (!track || ear?.track === track) return ear;
    const context = ear?.context ?? new AudioContext({ sampleRate: 8000 });
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    return (ear = { track, context, analyser });
  };

  /** The frequencies that the page hears now, each as loud as the loudest but for 15 dB. */
  window.tones = () => {
    const { analyser } = listen() ?? {};
    if (!analyser) return [];
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const least = Math.max(-60, Math.max(...levels) - 15);
    const near = (at) => levels.slice(Math.max(0, at - 6), at + 7);
    return [...levels.keys()]
      .filter((at) => levels[at] > least && levels[at] === Math.max(...near(at)))
      .map((at) => (at * 8000) / analyser.fftSize);
  };

  /** The loudest frequency that the page hears now, in hertz; 0 when it hears nothing. */
  window.loudest = () => {
    const { analyser } = listen() ?? {};
    if (!analyser) return 0;
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const at = levels.indexOf(Math.max(...levels));
    return levels[at] > -60 ? (at * 8000) / analyser.fftSize : 0;
  };
})();
