using Eegavi.Training;
using Microsoft.Extensions.Logging;

namespace Eegavi.MachineLearning.Fitting;

/// <summary>Writes a line for each epoch.</summary>
internal sealed partial class EpochLog(ILogger logger) : IProgress<TrainingProgress>
{
    private int _said;

    public void Report(TrainingProgress value)
    {
        if (value.Epoch == _said && value.HeldBack is null && value.Step < value.Steps) return;
        _said = value.Epoch;
        Epoch(logger, value.Epoch, value.Epochs, value.Loss, value.HeldBackLoss);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, on held-back subjects {HeldBack}")]
    private static partial void Epoch(ILogger logger, int epoch, int epochs, double? loss, double? heldBack);
}
