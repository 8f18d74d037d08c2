namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>The normal cumulative distribution.</summary>
internal static class NormalLaw
{
    /// <summary>Φ(x), to 1e-10.</summary>
    /// <remarks>Series ½ + φ(x)·Σ x^(2k+1)/(2k+1)!! (Marsaglia 2004), exact enough for |x| below 8.</remarks>
    public static double Below(double x)
    {
        if (Math.Abs(x) > 8) return x > 0 ? 1 : 0;
        var (term, sum) = (x, x);
        for (var k = 3; Math.Abs(term) > 1e-17; k += 2) sum += term *= x * x / k;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
