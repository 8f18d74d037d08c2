namespace Microsoft.ML;

/// <summary>Three Tausworthe generators and a linear congruential one, combined by exclusive or (Howes and Thomas, GPU Gems 3, chapter 37), by which rows come into folds.</summary>
internal sealed class HybridTausworthe
{
    private uint _first, _second, _third, _linear;

    internal HybridTausworthe(uint seed)
    {
        _first = seed;
        _second = Murmur3.Round(_first, seed);
        _third = Murmur3.Round(_second, seed);
        _linear = Murmur3.Round(_third, seed);
    }

    /// <summary>The next number in [0, 1).</summary>
    internal double Next()
    {
        _first = Step(_first, 13, 19, 12, 0xFFFFFFFE);
        _second = Step(_second, 2, 25, 4, 0xFFFFFFF8);
        _third = Step(_third, 3, 11, 17, 0xFFFFFFF0);
        _linear = 1664525 * _linear + 1013904223;
        return (_first ^ _second ^ _third ^ _linear) / (double)(1L << 32);
    }

    private static uint Step(uint state, int left, int right, int over, uint mask) => ((state & mask) << over) ^ (((state << left) ^ state) >> right);
}
