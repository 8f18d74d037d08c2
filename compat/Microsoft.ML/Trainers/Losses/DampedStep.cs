namespace Microsoft.ML.Trainers;

/// <summary>Shortens a large dual step where several threads take steps at once.</summary>
internal static class DampedStep
{
    private const float Large = 0.5f;

    public static float For(float step, int threads) => threads >= 2 && Math.Abs(step) > Large ? step / threads : step;
}
