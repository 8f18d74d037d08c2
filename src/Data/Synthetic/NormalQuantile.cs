namespace Eegavi.Data.Synthetic;

/// <summary>The inverse of the normal cumulative distribution, to about 16 digits, from IEEE arithmetic alone.</summary>
/// <remarks>M. J. Wichura 1988, Algorithm AS 241 (PPND16), Applied Statistics 37(3): 477–484.</remarks>
internal static class NormalQuantile
{
    private static readonly double[] CentreTop =
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] CentreBottom =
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] MiddleTop =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] MiddleBottom =
    [
        1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] TailTop =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] TailBottom =
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>z with P(Z ≤ z) = <paramref name="p"/>.</summary>
    /// <param name="p">Above 0, below 1.</param>
    public static double Of(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var near = 0.180625 - q * q;
            return q * Sum(CentreTop, near) / Sum(CentreBottom, near);
        }

        var r = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        var size = r <= 5 ? Sum(MiddleTop, r - 1.6) / Sum(MiddleBottom, r - 1.6) : Sum(TailTop, r - 5) / Sum(TailBottom, r - 5);
        return q < 0 ? -size : size;
    }

    private static double Sum(double[] coefficients, double x)
    {
        var sum = coefficients[7];
        for (var i = 6; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }

    // log(m·2^e) = e·log 2 + 2 artanh((m − 1)/(m + 1)), m in [0.7, 1.4]: eleven terms reach the last digit.
    private static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var sum = 0.0;
        for (var k = 21; k >= 1; k -= 2) sum = sum * (s * s) + 1.0 / k;
        return exponent * 0.6931471805599453 + 2 * s * sum;
    }
}
