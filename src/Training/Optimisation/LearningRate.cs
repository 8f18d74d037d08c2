namespace Eegavi.Training;

/// <summary>The learning rate of each step.</summary>
internal static class LearningRate
{
    /// <summary>The rate at a step: a linear rise, then the schedule.</summary>
    /// <param name="spec">Highest rate, warm-up and schedule.</param>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Steps in all.</param>
    public static double At(TrainingSpec spec, int step, int steps)
    {
        var rise = (int)(spec.WarmUp * steps);
        if (step < rise) return spec.LearningRate * (step + 1) / rise;
        if (spec.Schedule == LearningRateSchedule.Constant) return spec.LearningRate;
        return spec.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (step - rise) / Math.Max(1, steps - rise)));
    }
}
