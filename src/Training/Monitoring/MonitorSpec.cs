using System.ComponentModel.DataAnnotations;

namespace Eegavi.Training;

/// <summary>What is looked at on the held-back subjects after every epoch, beside the loss: retrieval, cosines, spread of the embedding, gates; docs/collapse.md.</summary>
public sealed record MonitorSpec
{
    /// <summary>Held-back rows whose vectors are looked at; 0 = none, the loss alone. Default 1024.</summary>
    [Range(0, 65536)] public int Rows { get; init; } = 1024;
}
