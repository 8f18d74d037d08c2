using System.Numerics.Tensors;

namespace Eegavi.Data.Signals;

/// <summary>Mel-frequency cepstral coefficients of 16 kHz speech: 13 for every 10 ms.</summary>
/// <remarks>
/// Frames of 400 samples every 160, without padding; periodic Hann window; power |DFT|² in 201 bins; 40 triangular filters, evenly spaced in
/// mel(f) = 2595·log10(1 + f/700) from 0 to 8000 Hz, peaks of 1; 10·log10(max(power, 1e-10)); orthonormal DCT-II. Davis and Mermelstein 1980; the scale is HTK's.
/// </remarks>
public static class Mfcc
{
    /// <summary>Samples per second expected.</summary>
    public const int RateHz = 16000;

    /// <summary>Coefficients of a frame.</summary>
    public const int Coefficients = 13;

    private const int Size = 400, Hop = 160, Half = Size / 2, Quarter = Size / 4, Bins = Half + 1, Filters = 40;
    // Quarter + 1 coefficients, filled up with zeros to whole vectors.
    private const int Folded = 112;
    private const float Floor = 1e-10f;

    private static readonly float[] Window = [.. Enumerable.Range(0, Size).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / Size)))];
    private static readonly float[][] Cos = Table(Math.Cos), Sin = Table(Math.Sin);
    private static readonly (int First, int End, float[] Weights)[] Mel = MelFilters();
    private static readonly float[][] Cosines = [.. Enumerable.Range(0, Coefficients).Select(Cosine)];

    /// <summary>Whole frames in a number of samples.</summary>
    public static int Frames(int samples) => samples < Size ? 0 : 1 + (samples - Size) / Hop;

    /// <summary>Second of a frame's centre since the first sample.</summary>
    public static double Seconds(int frame) => (frame * (double)Hop + Size / 2.0) / RateHz;

    /// <summary>The coefficients of a stretch of sound.</summary>
    /// <param name="samples">[S] samples at 16 kHz, 1.0 = full scale.</param>
    /// <param name="output">Receives [13, stride]; the first <see cref="Frames"/> columns are written.</param>
    /// <param name="stride">Columns of <paramref name="output"/>.</param>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> output, int stride)
    {
        var frames = Math.Min(Frames(samples.Length), stride);
        Span<float> power = stackalloc float[Bins];
        for (var frame = 0; frame < frames; frame++)
        {
            Power(samples.Slice(frame * Hop, Size), power);
            Cepstrum(power, output, stride, frame);
        }
    }

    // 400 is no power of two, and library transforms of such sizes are slow. A product with cosines and sines takes microseconds once it is folded twice:
    // at the middle of the frame into even and odd parts, and these at a quarter, where bins k of even and of odd number differ in sign only.
    private static void Power(ReadOnlySpan<float> samples, Span<float> power)
    {
        Span<float> evenCos = stackalloc float[Folded], oddCos = stackalloc float[Folded], evenSin = stackalloc float[Folded], oddSin = stackalloc float[Folded];
        Span<float> x = stackalloc float[Size];
        for (var i = 0; i < Size; i++) x[i] = Window[i] * samples[i];
        (evenCos[0], oddCos[0]) = (x[0] + x[Half], x[0] - x[Half]);
        for (var i = 1; i < Quarter; i++)
        {
            var (near, far) = (x[i] + x[Size - i], x[Half - i] + x[Half + i]);
            (evenCos[i], oddCos[i]) = (near + far, near - far);
            (near, far) = (x[i] - x[Size - i], x[Half - i] - x[Half + i]);
            (evenSin[i], oddSin[i]) = (near - far, near + far);
        }
        evenCos[Quarter] = x[Quarter] + x[Size - Quarter];
        oddSin[Quarter] = x[Quarter] - x[Size - Quarter];
        for (var k = 0; k < Bins; k++)
        {
            var re = TensorPrimitives.Dot(k % 2 == 0 ? evenCos : oddCos, Cos[k]);
            var im = TensorPrimitives.Dot(k % 2 == 0 ? evenSin : oddSin, Sin[k]);
            power[k] = re * re + im * im;
        }
    }

    private static void Cepstrum(ReadOnlySpan<float> power, Span<float> output, int stride, int frame)
    {
        Span<float> decibels = stackalloc float[Filters];
        for (var m = 0; m < Filters; m++) decibels[m] = 10 * MathF.Log10(MathF.Max(TensorPrimitives.Dot(power[Mel[m].First..Mel[m].End], Mel[m].Weights), Floor));
        for (var c = 0; c < Coefficients; c++) output[c * stride + frame] = TensorPrimitives.Dot(decibels, Cosines[c]);
    }

    private static float[][] Table(Func<double, double> wave) =>
        [.. Enumerable.Range(0, Bins).Select(k => Enumerable.Range(0, Folded).Select(i => i <= Quarter ? (float)wave(2 * Math.PI * (k * i % Size) / Size) : 0).ToArray())];

    private static float[] Cosine(int coefficient)
    {
        var scale = Math.Sqrt((coefficient == 0 ? 1.0 : 2.0) / Filters);
        return [.. Enumerable.Range(0, Filters).Select(m => (float)(scale * Math.Cos(Math.PI * coefficient * (2 * m + 1) / (2.0 * Filters))))];
    }

    private static (int, int, float[])[] MelFilters()
    {
        var top = 2595 * Math.Log10(1 + RateHz / 2 / 700.0);
        var edges = Enumerable.Range(0, Filters + 2).Select(i => 700 * (Math.Pow(10, top * i / (Filters + 1) / 2595) - 1)).ToArray();
        return [.. Enumerable.Range(0, Filters).Select(m =>
        {
            var weights = Enumerable.Range(0, Bins).Select(k => Triangle(k * (double)RateHz / Size, edges, m)).ToArray();
            var (first, last) = (Array.FindIndex(weights, w => w > 0), Array.FindLastIndex(weights, w => w > 0));
            return (first, last + 1, weights[first..(last + 1)]);
        })];
    }

    private static float Triangle(double hz, double[] edges, int m) =>
        (float)Math.Max(0, Math.Min((hz - edges[m]) / (edges[m + 1] - edges[m]), (edges[m + 2] - hz) / (edges[m + 2] - edges[m + 1])));
}
