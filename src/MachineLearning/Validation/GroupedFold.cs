using Microsoft.ML;

namespace Eegavi.MachineLearning.Validation;

/// <summary>A division of a table that parts no group.</summary>
/// <param name="Index">Number of the fold, from 0.</param>
/// <param name="TestGroups">Groups that are tested.</param>
/// <param name="Train">All other rows.</param>
/// <param name="Test">Their rows; never none.</param>
public sealed record GroupedFold(int Index, IReadOnlyList<string> TestGroups, IDataView Train, IDataView Test);

/// <summary>What came of a fold.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Model">The chain that was fitted to its training rows.</param>
/// <param name="Scored">Its test rows, scored.</param>
/// <param name="Metrics">What the evaluation made of them.</param>
public sealed record GroupedFoldResult<TMetrics>(GroupedFold Fold, ITransformer Model, IDataView Scored, TMetrics Metrics);
