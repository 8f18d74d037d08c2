namespace Eegavi.Data.Tests.Signals;

internal static class Noise
{
    public static float[] NoiseOf(this Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
}
