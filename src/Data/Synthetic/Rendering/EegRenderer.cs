namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>Renders one subject's EEG: 14 EPOC channels at 128 Hz in µV.</summary>
/// <remarks>
/// Each channel is 1/f background and, on frontal channels, blinks; <see cref="EegCarrier"/> lists what carries the scalars.
/// The identity code sets the slope of the background and the gain of three regions, equal left and right, so that no asymmetry comes from it.
/// </remarks>
internal static class EegRenderer
{
    public const int RateHz = 128;

    private const double BackgroundMicrovolts = 8, BlinkMicrovolts = 90, BlinkSeconds = 0.4, BlinksPerSecond = 0.2;

    public static IReadOnlyList<string> Channels { get; } =
        ["AF3", "F7", "F3", "FC5", "T7", "P7", "O1", "O2", "P8", "T8", "FC6", "F4", "F8", "AF4"];

    /// <summary>[14][samples] in µV.</summary>
    public static float[][] Render(PlantedRecording recording)
    {
        var blinks = Blinks(recording);
        var channels = new float[Channels.Count][];
        for (var c = 0; c < channels.Length; c++) channels[c] = Channel(recording, Channels[c], blinks);
        return channels;
    }

    private static float[] Channel(PlantedRecording recording, string name, float[] blinks)
    {
        var identity = recording.Subject.Identity;
        var slope = Math.Clamp(1 + 0.1 * identity[0], 0.5, 2);
        var background = new EegBackground(recording.Random("background " + name), slope, BackgroundMicrovolts, RateHz);
        var (gain, blinkShare) = (Gain(name, identity), BlinkShare(name));
        var samples = new float[recording.Seconds * RateHz];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(gain * background.Next() + blinkShare * blinks[i]);
        foreach (var carrier in EegCarrier.All.Where(k => k.Plus == name || k.Other == name)) Add(samples, recording, carrier, name, gain);
        return samples;
    }

    private static void Add(float[] samples, PlantedRecording recording, EegCarrier carrier, string name, double gain)
    {
        var random = recording.Random($"carrier {carrier.Feature} {name}");
        var filter = new BandFilter(carrier.LowHz, carrier.HighHz, RateHz);
        var deviation = gain * carrier.Microvolts / Math.Sqrt(2 * (carrier.HighHz - carrier.LowHz) / RateHz);
        var sign = carrier.Opposed && name == carrier.Other ? -1 : 1;
        for (var second = 0; second < recording.Seconds; second++)
        {
            var value = recording.At(second) is var (trial, into) ? carrier.Value(trial, into) : 0;
            var amplitude = deviation * Math.Exp(sign * carrier.Slope * value / 2);
            for (var i = second * RateHz; i < (second + 1) * RateHz; i++) samples[i] += (float)(amplitude * filter.Next(random.Normal()));
        }
    }

    private static float[] Blinks(PlantedRecording recording)
    {
        var (random, samples) = (recording.Random("blinks"), new float[recording.Seconds * RateHz]);
        var length = (int)(BlinkSeconds * RateHz);
        for (var second = 0; second < recording.Seconds - 1; second++)
        {
            var (blinks, start, height) = (random.Uniform() < BlinksPerSecond, random.Below(RateHz), 1 + random.Normal(0.2));
            for (var i = 0; blinks && i < length; i++)
                samples[second * RateHz + start + i] += (float)(BlinkMicrovolts * height * (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / length)));
        }

        return samples;
    }

    private static double BlinkShare(string channel) => channel switch
    {
        "AF3" or "AF4" => 1,
        "F7" or "F8" => 0.5,
        "F3" or "F4" => 0.4,
        "FC5" or "FC6" => 0.15,
        _ => 0,
    };

    // exp(0.04·3) = ±13 % between subjects.
    private static double Gain(string channel, double[] identity) => Math.Exp(0.04 * identity[channel[0] switch { 'A' or 'F' => 1, 'T' => 2, _ => 3 }]);
}
