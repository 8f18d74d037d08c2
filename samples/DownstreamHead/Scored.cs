using Microsoft.ML.Data;

namespace Eegavi.Samples.DownstreamHead;

/// <summary>A scored trial.</summary>
internal sealed class Scored
{
    [ColumnName("subject")] public string Subject { get; set; } = "";

    public string Truth { get; set; } = "";

    public string Predicted { get; set; } = "";
}
