namespace Eegavi.Data.Synthetic;

/// <summary>Random numbers that are the same on every machine and runtime.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2018) filled by splitmix64 from seed, purpose and index; normals by inversion (Wichura 1988, AS 241),
/// with a logarithm made of +, −, ×, ÷ only. So every value follows from IEEE arithmetic; no mathematics library takes part.
/// Each purpose has its own stream: drawing more of one thing leaves all others as they were.
/// </remarks>
internal sealed class PlantedRandom
{
    private ulong _a, _b, _c, _d;

    public PlantedRandom(int seed, string purpose, int index = 0)
    {
        // Mixed after each step, so that no seed can undo a letter of the purpose.
        var state = (ulong)seed;
        foreach (var letter in purpose) state = Mix(ref state) ^ letter;
        state = Mix(ref state) ^ (ulong)index;
        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <summary>Uniform in (0, 1), never an end.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform in 0…count−1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>−1 or +1.</summary>
    public int Sign() => Next() >> 63 == 0 ? 1 : -1;

    /// <summary>+1 with the given probability, else −1.</summary>
    public int Sign(double probabilityOfPlus) => Uniform() < probabilityOfPlus ? 1 : -1;

    /// <summary>Normal with mean 0 and the given standard deviation.</summary>
    public double Normal(double deviation = 1) => deviation * NormalQuantile.Of(Uniform());

    /// <summary>Puts <paramref name="items"/> in random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Half of them +1, half −1, in random order.</summary>
    public int[] Balanced(int count)
    {
        var signs = new int[count];
        for (var i = 0; i < count; i++) signs[i] = i < count / 2 ? 1 : -1;
        Shuffle<int>(signs);
        return signs;
    }

    private ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
