namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>Renders one subject's ECG: two leads at 128 Hz in µV, with R in the heart rate.</summary>
/// <remarks>Each beat is five Gaussians (P, Q, R, S, T), after McSharry et al. 2003; the interval is that of the rate at the beat, ±3 %.</remarks>
internal static class EcgRenderer
{
    public const int RateHz = EegRenderer.RateHz;

    /// <summary>Beats a second at scalar 0.</summary>
    public const double RestingHz = 1.15;

    /// <summary>Change of log heart rate for each unit of the scalar: about 4 beats a minute.</summary>
    public const double Slope = 0.06;

    /// <summary>Standard deviation of an interval between beats, as a share of it.</summary>
    public const double IntervalJitter = 0.03;

    private const double NoiseMicrovolts = 15, WanderMicrovolts = 60;

    // Microvolts in lead II and in a left lead, centre and width in seconds from the R peak.
    private static readonly (double Right, double Left, double Centre, double Width)[] Waves =
        [(110, 70, -0.17, 0.025), (-90, -60, -0.026, 0.010), (1100, 800, 0, 0.011), (-220, -260, 0.028, 0.010), (280, 180, 0.24, 0.045)];

    public static IReadOnlyList<string> Channels { get; } = ["ECG right", "ECG left"];

    /// <summary>Seconds of every R peak.</summary>
    public static double[] Beats(PlantedRecording recording)
    {
        var (random, beats) = (recording.Random("beats"), new List<double>());
        for (var at = 0.4 + 0.4 * random.Uniform(); at < recording.Seconds;)
        {
            beats.Add(at);
            var value = recording.At((int)at) is var (trial, _) ? trial.EcgR : recording.Subject.EcgOffset;
            at += Math.Exp(-Slope * value) / RestingHz * (1 + random.Normal(IntervalJitter));
        }

        return [.. beats];
    }

    /// <summary>[2][samples] in µV.</summary>
    public static float[][] Render(PlantedRecording recording, double[] beats)
    {
        var leads = Channels.Select(name => Noise(recording, name)).ToArray();
        foreach (var beat in beats)
        {
            foreach (var wave in Waves)
            {
                Add(leads[0], beat + wave.Centre, wave.Width, wave.Right);
                Add(leads[1], beat + wave.Centre, wave.Width, wave.Left);
            }
        }

        return leads;
    }

    private static float[] Noise(PlantedRecording recording, string name)
    {
        var (random, samples) = (recording.Random("noise " + name), new float[recording.Seconds * RateHz]);
        var (phase, breathsHz) = (2 * Math.PI * random.Uniform(), 0.2 + 0.1 * random.Uniform());
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(random.Normal(NoiseMicrovolts) + WanderMicrovolts * Math.Sin(phase + 2 * Math.PI * breathsHz * i / RateHz));
        return samples;
    }

    private static void Add(float[] samples, double centre, double width, double microvolts)
    {
        var (first, last) = ((int)Math.Ceiling((centre - 4 * width) * RateHz), (int)((centre + 4 * width) * RateHz));
        for (var i = Math.Max(0, first); i <= Math.Min(samples.Length - 1, last); i++)
        {
            var z = (i / (double)RateHz - centre) / width;
            samples[i] += (float)(microvolts * Math.Exp(-z * z / 2));
        }
    }
}
