using System.Text.Json.Nodes;
using OpsCenter.Board;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Publishing;

namespace OpsCenter.Server.Hosting;

/// <summary>The published contract: what devices, integrators and screens are sent, each told by the part that writes it.</summary>
internal static class Contract
{
    /// <summary>The AsyncAPI document of one city.</summary>
    internal static JsonObject AsyncApi(UnitCode city) => AsyncApiDocument.Build(city, new ScreenBodies(FrameSchemas.Tile(), FrameSchemas.Posture(), FrameSchemas.Streams()));
}
