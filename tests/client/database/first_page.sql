BEGIN TRANSACTION;
CREATE TABLE forecasts (
	"userID" TEXT NOT NULL, 
	prediction JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	model_version TEXT, 
	answered INTEGER NOT NULL, 
	PRIMARY KEY ("userID"), 
	FOREIGN KEY("userID") REFERENCES students ("userID")
);
INSERT INTO "forecasts" VALUES('17039abe9c024397a45a2838a13644cc','{"score": 54.0, "probabilities": {"A030001001": 0.54, "A040001001": 0.54, "A020001001": 0.54}, "mastery": [{"tag": "301", "name": "Times tables", "p": 0.54, "answered": 4}], "next": [{"id": "A030001001", "p": 0.54, "why": "new"}], "model_version": "model-4", "data_version": 7}','2026-11-26 16:52:29.761222','model-4',4);
CREATE TABLE interactions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	event_id TEXT NOT NULL, 
	"userID" TEXT NOT NULL, 
	"assessmentItemID" TEXT NOT NULL, 
	"testId" TEXT, 
	"KnowledgeTag" TEXT, 
	"answerCode" INTEGER CHECK ("answerCode" IN (0, 1)), 
	"Timestamp" DATETIME NOT NULL, 
	elapsed_s FLOAT, 
	predicted FLOAT, 
	model_version TEXT, 
	source TEXT DEFAULT 'web' NOT NULL, 
	response TEXT, 
	UNIQUE (event_id)
);
INSERT INTO "interactions" VALUES(1,'c3f07855-f645-4928-9f23-c3faa04ef923','17039abe9c024397a45a2838a13644cc','A030001001','A030001','301',1,'2026-11-26 16:52:29.711606',0.002,0.5,'model-0','web','56');
INSERT INTO "interactions" VALUES(2,'9e4ac56c-623c-4b96-b380-3fdf6bec544a','17039abe9c024397a45a2838a13644cc','A020001001','A020001','201',0,'2026-11-26 16:52:29.738670',0.002,0.51,'model-1','web','55');
INSERT INTO "interactions" VALUES(3,'b42411ab-5494-42d1-9018-878393f93ca2','17039abe9c024397a45a2838a13644cc','A040001001','A040001','401',1,'2026-11-26 16:52:29.749374',0.002,0.52,'model-2','web','6/9');
INSERT INTO "interactions" VALUES(4,'18f92162-b5e5-4df6-ac79-e8deaf4d913e','17039abe9c024397a45a2838a13644cc','A030001001','A030001','301',0,'2026-11-26 16:52:29.759367',0.002,0.53,'model-3','web','1/2');
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('database_id','74b08b2a-8c70-4b37-b4a7-5db55d359b24');
CREATE TABLE scores (
	"userID" TEXT NOT NULL, 
	answered INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	model_version TEXT, 
	PRIMARY KEY ("userID", answered), 
	FOREIGN KEY("userID") REFERENCES students ("userID")
);
INSERT INTO "scores" VALUES('17039abe9c024397a45a2838a13644cc',0,50.0,'model-0');
INSERT INTO "scores" VALUES('17039abe9c024397a45a2838a13644cc',1,51.0,'model-1');
INSERT INTO "scores" VALUES('17039abe9c024397a45a2838a13644cc',2,52.0,'model-2');
INSERT INTO "scores" VALUES('17039abe9c024397a45a2838a13644cc',3,53.0,'model-3');
INSERT INTO "scores" VALUES('17039abe9c024397a45a2838a13644cc',4,54.0,'model-4');
CREATE TABLE students (
	"userID" TEXT NOT NULL, 
	nickname TEXT NOT NULL, 
	nickname_key TEXT NOT NULL, 
	pin_hash TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY ("userID"), 
	UNIQUE (nickname_key)
);
INSERT INTO "students" VALUES('17039abe9c024397a45a2838a13644cc','Mina','mina','scrypt:32768:8:1$HBPO6NPmL7BP7yL4$2ef81b51ea14c63c8e65b597c658db1b424983641eb1cba1630cb84ce0bfce4fe60ad984f699b97ce7f921ba960b57d55e8d9f9d275b8895bbde3934073cdfaa','2026-11-26 16:52:29.688305');
CREATE TABLE wrong_pins (
	nickname_key TEXT NOT NULL, 
	address TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	PRIMARY KEY (nickname_key, address)
);
INSERT INTO "wrong_pins" VALUES('mina','127.0.0.1',1,'2026-11-26 16:52:29.766472','2026-11-26 16:52:29.766472');
INSERT INTO "wrong_pins" VALUES('mina','*',1,'2026-11-26 16:52:29.766472','2026-11-26 16:52:29.766472');
CREATE INDEX interactions_of_user ON interactions ("userID", id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('interactions',4);
COMMIT;
