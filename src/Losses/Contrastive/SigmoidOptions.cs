using System.ComponentModel.DataAnnotations;

namespace Eegavi.Losses;

/// <summary>Options of losses that judge each pair by itself.</summary>
public abstract record SigmoidOptions : ContrastiveOptions
{
    /// <summary>Scale exp(t') of the cosines at the start; learned. Default 10.</summary>
    [Range(1e-3, 1e3)] public double Scale { get; init; } = 10;

    /// <summary>
    /// Bias b at the start; learned. Default: −ln(n − 1) for the n rows of the batch, the log odds that a pair matches (its learned part then starts
    /// at 0). The paper's −10 suits batches of thousands.
    /// </summary>
    [Range(-100, 100)] public double? Bias { get; init; }

    /// <summary>Columns of the n × n table of pairs computed at a time; the value does not depend on it. Default: all.</summary>
    [Range(1, 65536)] public int? Chunk { get; init; }
}
