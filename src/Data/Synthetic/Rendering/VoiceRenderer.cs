namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>Renders one subject's audio: a voiced sound at 16 kHz during each trial, silence (a noise floor) elsewhere.</summary>
/// <remarks>
/// Rosenberg pulses through three resonators. R moves log F0, X shifts the first two formants, C the log energy.
/// A shared identity code sets the third formant, the breath noise, the syllable rate and the first bandwidth.
/// </remarks>
internal static class VoiceRenderer
{
    public const int RateHz = 16000;

    /// <summary>Change of log F0 for each unit of the scalar.</summary>
    public const double PitchSlope = 0.15;

    /// <summary>κ of the log energy.</summary>
    public const double EnergySlope = 0.35;

    /// <summary>Standard deviation of log F0 from second to second.</summary>
    public const double PitchJitter = 0.02;

    private const double PitchHz = 150, FormantSlope = 0.08, Level = 0.04, Floor = 1e-4;

    /// <summary>[seconds] log F0 relative to 150 Hz, as sung.</summary>
    public static double[] LogPitch(PlantedRecording recording)
    {
        var random = recording.Random("pitch");
        return [.. Enumerable.Range(0, recording.Seconds).Select(second =>
            PitchSlope * (recording.At(second)?.Trial.AudioR ?? 0) + random.Normal(PitchJitter))];
    }

    /// <summary>[samples], 1.0 = full scale.</summary>
    public static float[] Render(PlantedRecording recording)
    {
        var (samples, pitch) = (Silence(recording), LogPitch(recording));
        foreach (var trial in recording.Trials.Where(t => t.HasAudio))
        {
            var start = recording.Options.StartSeconds(trial.Index);
            var voice = Voice(recording, trial, pitch.AsSpan(start, recording.Window));
            for (var i = 0; i < voice.Length; i++) samples[start * RateHz + i] += voice[i];
        }

        return samples;
    }

    // Uniform noise will do for a floor, and is cheap.
    private static float[] Silence(PlantedRecording recording)
    {
        var (random, samples) = (recording.Random("floor"), new float[recording.Seconds * RateHz]);
        var overlay = recording.Options.AudioNoiseDb is { } ratio ? Level * Math.Pow(10, -ratio / 20) : 0;
        var width = 2 * Math.Sqrt(3) * Math.Sqrt(Floor * Floor + overlay * overlay);
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(width * (random.Uniform() - 0.5));
        return samples;
    }

    private static float[] Voice(PlantedRecording recording, PlantedTrial trial, ReadOnlySpan<double> logPitch)
    {
        var identity = recording.Options.Identity == PlantedIdentity.Shared ? recording.Subject.Identity : new double[4];
        var random = recording.Random($"voice {trial.Index}");
        var formants = Formants(Math.Exp(FormantSlope * trial.AudioX), identity);
        var (breath, syllablesHz) = (0.02 * Math.Exp(0.2 * identity[1]), 3.5 * Math.Exp(0.08 * identity[2]));
        var (voice, phase, before) = (new float[logPitch.Length * RateHz], random.Uniform(), 0.0);
        for (var i = 0; i < voice.Length; i++)
        {
            phase += PitchHz * Math.Exp(logPitch[i / RateHz]) / RateHz;
            var flow = Flow(phase - Math.Floor(phase)) + breath * (random.Uniform() - 0.5);
            var sound = flow - before;
            before = flow;
            foreach (var formant in formants) sound = formant.Next(sound);
            voice[i] = (float)(sound * (0.65 + 0.35 * Math.Sin(2 * Math.PI * syllablesHz * i / RateHz)));
        }

        return Scaled(voice, Level * Math.Exp(EnergySlope * trial.AudioC / 2));
    }

    private static Resonator[] Formants(double shift, double[] identity) =>
    [
        new(550 * shift, 80 * Math.Exp(0.1 * identity[3])),
        new(1500 * shift, 110),
        new(2700 * Math.Exp(0.03 * identity[0]), 170),
    ];

    // Rosenberg 1971: the glottis is open for 0.6 of a period and shuts abruptly.
    private static double Flow(double phase) => phase < 0.6 ? 6.75 * (phase / 0.6) * (phase / 0.6) * (1 - phase / 0.6) : 0;

    private static float[] Scaled(float[] voice, double level)
    {
        var power = voice.Sum(x => (double)x * x) / voice.Length;
        var factor = (float)(level / Math.Sqrt(power));
        for (var i = 0; i < voice.Length; i++) voice[i] *= factor;
        return voice;
    }

    private sealed class Resonator(double centreHz, double bandwidthHz)
    {
        private readonly double _a1 = 2 * Math.Exp(-Math.PI * bandwidthHz / RateHz) * Math.Cos(2 * Math.PI * centreHz / RateHz);
        private readonly double _a2 = -Math.Exp(-2 * Math.PI * bandwidthHz / RateHz);
        private double _y1, _y2;

        public double Next(double x)
        {
            var y = x + _a1 * _y1 + _a2 * _y2;
            (_y2, _y1) = (_y1, y);
            return y;
        }
    }
}
