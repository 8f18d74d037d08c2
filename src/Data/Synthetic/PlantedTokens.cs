namespace Eegavi.Data.Synthetic;

/// <summary>Tokens of one modality of every trial.</summary>
/// <param name="Name">Modality.</param>
/// <param name="Values">[N, K, D] row-major.</param>
/// <param name="Seconds">[N, K]: centre of each token since the window's start.</param>
/// <param name="Present">[N]: false = the trial lacks this modality; its values are 0.</param>
/// <param name="Count">Tokens K of a trial.</param>
/// <param name="Width">Width D of a token.</param>
public sealed record PlantedTokenArray(string Name, float[] Values, float[] Seconds, bool[] Present, int Count, int Width);

/// <summary>The planted scalars as tokens, one a second, for the <c>precomputed</c> encoder.</summary>
/// <remarks>
/// token = raw·Bᵀ with a fixed orthonormal B for each modality; raw_j = scalar_j + 0.5·η for each token, event dimensions as drawn.
/// EEG: 0 R, 1 X, 2 T, 3 C, 4 F, 5–8 identity, 9 T4. Audio: 0 R, 1 X, 2 C. Video: 0 R, 1 T, 2 C, 3 T4. Audio and video 5–8: identity when shared.
/// </remarks>
public sealed class PlantedTokens
{
    /// <summary>Width D of every token.</summary>
    public const int Width = 16;

    /// <summary>Standard deviation of the noise that each token adds to each dimension.</summary>
    public const double TokenNoise = 0.5;

    private PlantedTokens(PlantedTokenArray eeg, PlantedTokenArray audio, PlantedTokenArray video) =>
        (Eeg, Audio, Video) = (eeg, audio, video);

    /// <summary>[N, W, 16] at 0.5, 1.5, … s.</summary>
    public PlantedTokenArray Eeg { get; }

    /// <summary>[N, W, 16] at 0.5, 1.5, … s.</summary>
    public PlantedTokenArray Audio { get; }

    /// <summary>[N, W + 8, 16]: token k at k − 4 − o + 0.5 s, o the trial's stream offset.</summary>
    public PlantedTokenArray Video { get; }

    /// <summary>Renders every trial.</summary>
    public static PlantedTokens Render(PlantedScalars scalars) => new(
        Render(scalars, "eeg", scalars.Options.WindowSeconds, PutEeg, _ => true),
        Render(scalars, "audio", scalars.Options.WindowSeconds, PutAudio, t => t.HasAudio),
        Render(scalars, "video", scalars.Options.WindowSeconds + 2 * PlantedOptions.LargestOffsetSeconds, PutVideo, _ => true));

    /// <summary>How much the noise overlay adds to the variance of an audio dimension of a token; the trial noise has variance 1.</summary>
    internal static double OverlayVariance(PlantedOptions options) =>
        options.AudioNoiseDb is { } ratio ? Math.Pow(10, -ratio / 10) : 0;

    private delegate void Put(Span<double> raw, PlantedTrial trial, int token);

    private static PlantedTokenArray Render(PlantedScalars scalars, string name, int count, Put put, Func<PlantedTrial, bool> present)
    {
        var (trials, basis) = (scalars.Trials, PlantedBasis.For(name, Width));
        var array = new PlantedTokenArray(name, new float[trials.Count * count * Width], new float[trials.Count * count],
            [.. trials.Select(present)], count, Width);
        Span<double> raw = stackalloc double[Width];
        for (var n = 0; n < trials.Count; n++)
        {
            var random = new PlantedRandom(scalars.Options.Seed, "tokens " + name, n);
            for (var k = 0; k < count; k++)
            {
                array.Seconds[n * count + k] = (float)Second(scalars.Options, trials[n], name, k);
                Noise(raw, random, name == "audio" ? OverlayVariance(scalars.Options) : 0);
                put(raw, trials[n], k);
                if (name == "eeg" || scalars.Options.Identity == PlantedIdentity.Shared) PutIdentity(raw, scalars.Subjects[trials[n].Subject]);
                if (array.Present[n]) Turn(raw, basis, array.Values.AsSpan((n * count + k) * Width, Width));
            }
        }

        return array;
    }

    private static double Second(PlantedOptions options, PlantedTrial trial, string name, int token) => name == "video"
        ? token - PlantedOptions.LargestOffsetSeconds - trial.OffsetSeconds + 0.5 - options.DriftMsPerMinute / 1000 * (options.StartSeconds(trial.Index) / 60.0)
        : token + 0.5;

    private static void Noise(Span<double> raw, PlantedRandom random, double overlay)
    {
        var deviation = Math.Sqrt(TokenNoise * TokenNoise + overlay);
        for (var j = 0; j < raw.Length; j++) raw[j] = random.Normal(deviation);
    }

    private static void PutEeg(Span<double> raw, PlantedTrial trial, int token)
    {
        raw[0] += trial.EegR;
        raw[1] += trial.EegX;
        raw[2] = trial.Fast.Eeg[token];
        raw[3] += trial.EegC;
        raw[4] += trial.EegF;
        raw[9] = trial.Slow.Eeg[token];
    }

    private static void PutAudio(Span<double> raw, PlantedTrial trial, int token)
    {
        raw[0] += trial.AudioR;
        raw[1] += trial.AudioX;
        raw[2] += trial.AudioC;
    }

    private static void PutVideo(Span<double> raw, PlantedTrial trial, int token)
    {
        raw[0] += trial.VideoR;
        raw[1] = trial.Fast.Video[token];
        raw[2] += trial.VideoC;
        raw[3] = trial.Slow.Video[token];
    }

    private static void PutIdentity(Span<double> raw, PlantedSubject subject)
    {
        for (var j = 0; j < 4; j++) raw[5 + j] += subject.Identity[j];
    }

    private static void Turn(ReadOnlySpan<double> raw, double[][] basis, Span<float> token)
    {
        for (var i = 0; i < Width; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < Width; j++) sum += basis[i][j] * raw[j];
            token[i] = (float)sum;
        }
    }
}
