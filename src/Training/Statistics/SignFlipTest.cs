using System.Numerics.Tensors;

namespace Eegavi.Training.Statistics;

/// <summary>
/// The paired test of a family of mean differences over the same subjects: if two variants were the same, each subject's differences could as
/// well have the other sign.
/// </summary>
/// <remarks>
/// Two-sided, on Student's |t|. Signs are flipped for whole subjects, so that what the comparisons share stays shared. The corrected p of a
/// comparison is the share of assignments in which the largest |t| of the family reaches its own; a |t| above <see cref="CriticalT"/> and a
/// corrected p up to <see cref="Level"/> are the same event. Exact up to 12 subjects, else by seeded draws, the observed signs being one of them (so p is never 0).
/// Westfall and Young 1993, Resampling-Based Multiple Testing, single-step max T; Nichols and Holmes 2002, Human Brain Mapping 15:1-25.
/// </remarks>
public sealed class SignFlipTest
{
    /// <summary>How often a family of equal variants may show a difference.</summary>
    public const double Level = 0.05;

    /// <summary>Up to this many subjects every assignment of signs is enumerated.</summary>
    public const int ExactUpTo = 12;

    /// <summary>Random assignments of signs above <see cref="ExactUpTo"/>.</summary>
    public const int Draws = 10_000;

    // Sums of equal terms in another order differ by rounding; they must count as equal.
    private const double Rounding = 1e-12;

    private const int BitsPerDraw = 30;

    private readonly int _subjects;
    private readonly double[] _observed;
    private readonly int[] _extreme;
    private readonly double[] _largest;

    private SignFlipTest(IReadOnlyList<double[]> differences, int seed)
    {
        _subjects = differences[0].Length;
        // Divided by √n · ‖differences‖, a sum becomes a size in [0, 1] that rises with |t|; flips leave the divisor alone.
        double[][] scaled = [.. differences.Select(Scaled)];
        _observed = [.. scaled.Select(d => Math.Abs(d.Sum()))];
        _extreme = new int[scaled.Length];
        _largest = [.. Assignments(_subjects, seed).Select(signs => Largest(scaled, signs)).OrderDescending()];
    }

    /// <summary>Tests a family.</summary>
    /// <param name="differences">For each comparison one difference per subject, subjects in the same order.</param>
    /// <param name="seed">Seed of the draws; without effect where the test is exact.</param>
    /// <exception cref="ArgumentException">There is no comparison or no subject, or comparisons have different numbers of subjects.</exception>
    public static SignFlipTest Of(IReadOnlyList<double[]> differences, int seed = 0)
    {
        int[] subjects = [.. differences.Select(d => d.Length).Distinct()];
        if (subjects is not [> 0])
            throw new ArgumentException($"Expected comparisons over the same subjects, at least one; got {(subjects.Length == 0 ? "no comparison" : $"{string.Join(", ", subjects)} subjects")}.", nameof(differences));
        return new(differences, seed);
    }

    /// <summary>The p value of each comparison alone, in (0, 1]; 1 where there is nothing to test.</summary>
    public IReadOnlyList<double> P => [.. _extreme.Select(count => (double)count / _largest.Length)];

    /// <summary>The p value of each comparison as one of the family, in (0, 1].</summary>
    public IReadOnlyList<double> CorrectedP => [.. _observed.Select(size => (double)_largest.Count(other => other >= size - Rounding) / _largest.Length)];

    /// <summary>Means ± this many of their standard errors are intervals that hold together with 95 %. Infinite where no assignment of signs is rare enough: below 6 subjects.</summary>
    public double CriticalT
    {
        get
        {
            var rare = (int)(Level * _largest.Length);
            var size = rare == 0 ? 1 : _largest[rare] + Rounding;
            return size >= 1 ? double.PositiveInfinity : size * Math.Sqrt((_subjects - 1) / (1 - size * size));
        }
    }

    private double Largest(double[][] scaled, double[] signs)
    {
        var largest = 0.0;
        for (var i = 0; i < scaled.Length; i++)
        {
            var size = Math.Abs(TensorPrimitives.Dot<double>(scaled[i], signs));
            if (size >= _observed[i] - Rounding) _extreme[i]++;
            largest = Math.Max(largest, size);
        }
        return largest;
    }

    private static double[] Scaled(double[] differences)
    {
        var size = Math.Sqrt(differences.Length * differences.Sum(d => d * d));
        return [.. differences.Select(d => size == 0 ? 0 : d / size)];
    }

    // Yields one array again and again. Turning every sign gives the same |t|: where all are enumerated, the last subject keeps its own.
    private static IEnumerable<double[]> Assignments(int subjects, int seed)
    {
        var (signs, random, isExact) = (new double[subjects], new Random(seed), subjects <= ExactUpTo);
        var count = isExact ? 1 << (subjects - 1) : Draws + 1;
        for (var draw = 0; draw < count; draw++)
        {
            var bits = isExact ? draw : 0;
            for (var i = 0; i < subjects; i++, bits >>= 1)
            {
                if (!isExact && draw > 0 && i % BitsPerDraw == 0) bits = random.Next();
                signs[i] = (bits & 1) == 0 ? 1 : -1;
            }
            yield return signs;
        }
    }
}
